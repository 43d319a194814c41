package dev.kcompact.job.lake;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;

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
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(new StoredInputFile(lake, object), options)) {
      String text = reader.getFileMetaData().getKeyValueMetaData().get(Lineage.FOOTER_KEY);
      if (text == null) {
        throw new IOException(
            "Compacted file has no lineage: " + location + "; move it away, kcompact wrote it not");
      }
      Lineage lineage = LineageCodec.decode(text);
      return new CommittedFile(new FileLineage(object.key(), lineage), object.size());
    } catch (IllegalArgumentException e) {
      throw new IOException("Failed to read lineage: " + location + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // parquet-java tells "not a Parquet file" by an unchecked exception
      throw new IOException("Failed to read footer: " + location + ": " + e.getMessage(), e);
    }
  }
}
