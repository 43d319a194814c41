package dev.kcompact.job.source.split;

import dev.kcompact.job.lake.CommittedObjectIndex.FileSample;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import java.util.List;
import java.util.Map;

/** The rest of a {@link VerificationRequest} without committed objects. */
public record VerificationResult(
    Map<TableDay, List<PendingObject>> pending,
    List<FileGroup> groups,
    long committedCount,
    List<FileSample> samples) {
  public VerificationResult {
    pending = Map.copyOf(pending);
    groups = List.copyOf(groups);
    samples = List.copyOf(samples);
  }
}
