package dev.kcompact.job.source.split;

import dev.kcompact.job.lake.CommittedObjectIndex.FileSample;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import java.util.List;
import java.util.Map;

/**
 * The rest of a {@link VerificationRequest} without committed objects.
 *
 * @param heldPending objects of days with a committed file that cannot be read
 * @param heldGroups groups of such days
 */
public record VerificationResult(
    Map<TableDay, List<PendingObject>> pending,
    List<FileGroup> groups,
    Map<TableDay, List<PendingObject>> heldPending,
    List<FileGroup> heldGroups,
    long committedCount,
    List<FileSample> samples) {
  public VerificationResult {
    pending = Map.copyOf(pending);
    groups = List.copyOf(groups);
    heldPending = Map.copyOf(heldPending);
    heldGroups = List.copyOf(heldGroups);
    samples = List.copyOf(samples);
  }
}
