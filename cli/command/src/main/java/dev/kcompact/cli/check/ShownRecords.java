package dev.kcompact.cli.check;

import dev.kcompact.cli.check.ObjectReads.ReadObject;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads single good records again, to show them. */
record ShownRecords(ObjectStore source, BaseTable table, DecodeLimits limits) {
  /** Keeps the row of one line. */
  private static final class OneLine implements Row.Consumer {
    private final int line;
    private final RowJson json;
    private @Nullable String found;

    OneLine(int line, RowJson json) {
      this.line = line;
      this.json = json;
    }

    @Override
    public void accept(Row row) {
      if (row.line() == line && !row.isCorrupt()) {
        found = json.of(row);
      }
    }
  }

  /** Returns the columns of a record as JSON; null if it is not there any more. */
  @Nullable String record(String place) {
    int hash = place.lastIndexOf('#');
    String key = place.substring(0, hash);
    Listed listed = new Listed(new SourceObject(key, "", 0), Instant.EPOCH);
    OneLine line =
        new OneLine(
            Integer.parseInt(place.substring(hash + 1)), new RowJson(table.schema().root()));
    try (ObjectReads reads =
        new ObjectReads(
            source, List.of(listed), table.record().paired(), limits.maxObjectBytes())) {
      ReadObject object = reads.next().orElseThrow();
      new ObjectDecoder(table, limits).decode(key, object.content(), object.sides(), line);
      return line.found;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CommandException("Failed to read the record: " + place, e);
    }
  }
}
