package dev.kcompact.finalizer.publish.catalog;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.publish.catalog.TableShape.Column;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import java.util.List;

/** The catalog tables of ledgers: one for each base table, in a separate database. */
public final class LedgerTable {
  /** No domain may have this name. */
  private static final String DOMAIN = LakeLayout.LEDGER.replace("/", "");

  private static final List<Column> COLUMNS =
      List.of(
          new Column("object", "string"),
          new Column("topic", "string"),
          new Column("kafka_partition", "int"),
          new Column("start_offset", "bigint"),
          new Column("size", "bigint"),
          new Column("etag", "string"),
          new Column("written_at", "timestamp"),
          new Column("first_seen", "timestamp"),
          new Column("compacted_file", "string"),
          new Column("rows", "bigint"),
          new Column("kept", "bigint"),
          new Column("duplicates", "bigint"),
          new Column("corrupt", "bigint"),
          new Column("invalid", "bigint"),
          new Column("rejects", "map<string,bigint>"),
          new Column("run", "string"));

  private LedgerTable() {}

  public static String database(String databasePrefix) {
    return databasePrefix + "_" + DOMAIN;
  }

  public static TableShape shape(String lakeRoot, String table) {
    return new TableShape(lakeRoot + LakeLayout.LEDGER + table + "/", COLUMNS);
  }

  public static boolean isOf(Change change, String databasePrefix) {
    return change.database().equals(database(databasePrefix));
  }

  /** Returns the location of the folder of a ledger's file. */
  public static String location(String lakeRoot, LedgerDocument ledger) {
    String key = ledger.file().key();
    return lakeRoot + key.substring(0, key.lastIndexOf('/') + 1);
  }
}
