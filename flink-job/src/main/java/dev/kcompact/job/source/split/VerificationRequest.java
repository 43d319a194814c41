package dev.kcompact.job.source.split;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import java.util.List;
import java.util.Map;

/**
 * Objects and groups to be checked against the lake before they are assigned.
 *
 * @param pending immutable and compared by identity, to detect objects that were added since
 */
public record VerificationRequest(
    Map<TableDay, List<PendingObject>> pending, List<FileGroup> groups) {
  public VerificationRequest {
    groups = List.copyOf(groups);
  }
}
