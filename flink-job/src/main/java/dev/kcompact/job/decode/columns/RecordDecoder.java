package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;

/**
 * Decodes the records of an object, one after the other into the same {@link Row}. Not thread-safe.
 */
public final class RecordDecoder {
  private final RecordContext context;
  private final JsonTokenizer tokens;
  private final StructDecoder root;
  private final Row row;
  private byte[] source = new byte[0];
  private int rows;

  public RecordDecoder(TableSchema schema, DecodeLimits limits) {
    context = new RecordContext(limits);
    tokens = context.tokens();
    root = new StructDecoder(null, "", context, schema.root());
    row = new Row(root.values(), limits.maxCorruptBytes());
  }

  /**
   * The tokenizer that {@link #decode} reads from; the caller resets it to ranges of the object.
   */
  public JsonTokenizer tokens() {
    return tokens;
  }

  /** Sets the object that the next records are decoded from, and numbers its rows from 0. */
  public void setSource(byte[] source) {
    this.source = source;
    rows = 0;
    context.record().setSource(source);
    row.setGood("", 0);
  }

  /** Number of rows decoded from the object, including corrupt ones. */
  public int rows() {
    return rows;
  }

  /**
   * Reads the value that begins with {@code first}; then the tokenizer is at the value's last
   * token. Any value makes a row, a good one or a corrupt one.
   *
   * @param baseDepth number of arrays around the record, which are framing and no part of it
   * @throws MalformedJsonException if the text is not JSON; then there is no row
   */
  public Row decode(Token first, int baseDepth) throws MalformedJsonException {
    int start = tokens.tokenStart();
    context.startRecord(start, baseDepth);
    root.values().clear();
    try {
      if (first != Token.START_OBJECT) {
        throw new CorruptRecordException(CorruptReason.NOT_AN_OBJECT, "");
      }
      root.decode(first);
      context.requireSize();
      row.setGood(context.rescued(), tokens.position() - start);
    } catch (CorruptRecordException e) {
      context.skipRecord();
      row.setCorrupt(e.reason(), e.pointer(), source, start, tokens.position());
    }
    return numbered();
  }

  /** A corrupt row of the bytes {@code [from, to)} of the object, which are no JSON value. */
  public Row corrupt(CorruptReason reason, int from, int to) {
    row.setCorrupt(reason, "", source, from, to);
    return numbered();
  }

  private Row numbered() {
    row.setLine(rows++);
    return row;
  }
}
