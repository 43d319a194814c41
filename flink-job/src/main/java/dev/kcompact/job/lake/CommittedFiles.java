package dev.kcompact.job.lake;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the committed files of the lake say of themselves, read from their footers only. */
public final class CommittedFiles {
  private final ObjectStore lake;

  public CommittedFiles(ObjectStore lake) {
    this.lake = lake;
  }

  /**
   * A committed file.
   *
   * @param bytes its size
   */
  public record CommittedFile(FileLineage lineage, long bytes) {}

  /**
   * The committed files of a table's day; a listing, and one or two requests a file.
   *
   * @throws IOException if a file cannot be read, or is not the compactor's
   */
  public List<CommittedFile> of(TableDay day) throws IOException {
    List<CommittedFile> files = new ArrayList<>();
    String directory = LakeLayout.compacted(day.table(), day.day());
    String after = null;
    boolean more = true;
    while (more) {
      Listing page = lake.list(directory, after);
      for (ListedObject object : page.objects()) {
        after = object.key();
        if (LakeLayout.compactedFile(object.key()).isPresent()) {
          files.add(read(object));
        }
      }
      more = page.more() && !page.objects().isEmpty();
    }
    return files;
  }

  private CommittedFile read(ListedObject object) throws IOException {
    String location = lake.root().locate(object.key());
    Footer footer;
    try {
      footer = FooterReader.read(length -> tail(object, length));
    } catch (IOException e) {
      throw new IOException("Failed to read footer: " + location + ": " + e.getMessage(), e);
    }
    Lineage lineage =
        footer
            .lineage()
            .orElseThrow(
                () ->
                    new IOException(
                        "Compacted file has no lineage: "
                            + location
                            + "; it is not kcompact's, move it out of compacted/"));
    return new CommittedFile(new FileLineage(object.key(), lineage), object.size());
  }

  private byte[] tail(ListedObject object, int length) throws IOException {
    int most = (int) Math.min(object.size(), length);
    return ObjectStore.await(lake.read(object.key(), object.size() - most, most));
  }
}
