package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.TableDay;

/** A raw object with the table and day that it belongs to. */
public record DiscoveredObject(TableDay tableDay, SourceObject object) {
  public DiscoveredObject {
    requireNonNull(tableDay, "tableDay is null");
    requireNonNull(object, "object is null");
  }
}
