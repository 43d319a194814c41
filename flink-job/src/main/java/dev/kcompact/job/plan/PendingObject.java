package dev.kcompact.job.plan;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import java.time.Instant;

/** A discovered object that is in no group yet. */
public record PendingObject(SourceObject object, Instant discoveredAt) {
  public PendingObject {
    requireNonNull(object, "object is null");
    requireNonNull(discoveredAt, "discoveredAt is null");
  }

  public String key() {
    return object.key();
  }
}
