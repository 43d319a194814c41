package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.TableDay;

/** An object that no mark covers. */
public record FoundObject(TableDay of, SourceObject object) {
  public FoundObject {
    requireNonNull(of, "of is null");
    requireNonNull(object, "object is null");
  }
}
