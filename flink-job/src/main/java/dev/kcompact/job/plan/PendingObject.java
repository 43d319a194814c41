package dev.kcompact.job.plan;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import java.time.Instant;

/**
 * An object that is discovered and not yet in a group.
 *
 * @param discoveredAt when a listing first showed it
 */
public record PendingObject(SourceObject object, Instant discoveredAt) {
  public PendingObject {
    requireNonNull(object, "object is null");
    requireNonNull(discoveredAt, "discoveredAt is null");
  }
}
