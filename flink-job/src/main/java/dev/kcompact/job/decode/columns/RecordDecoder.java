package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.table.RecordForm;
import dev.kcompact.contract.table.RecordForm.Tombstones;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of an object, one after the other into the same {@link Row}. Not thread-safe.
 */
public final class RecordDecoder {
  private final RecordContext context;
  private final JsonTokenizer tokens;
  private final RecordForm form;
  private final RowDecoder root;

  /** Of records that are strings; null where they are objects. */
  private final @Nullable NestedText text;

  private final Row row;
  private byte[] source = new byte[0];
  private int records;
  private int skipped;

  public RecordDecoder(TableSchema schema, RecordForm form, DecodeLimits limits) {
    this.form = form;
    context = new RecordContext(limits, form.dialect());
    tokens = context.tokens();
    text = form.jsonText() ? context.nest() : null;
    root = new RowDecoder(text == null ? context : text.context(), schema, form);
    row = new Row(root.values(), limits.maxCorruptBytes());
  }

  /**
   * The tokenizer that {@link #decode} reads from; the caller resets it to ranges of the object.
   */
  public JsonTokenizer tokens() {
    return tokens;
  }

  /**
   * Sets the object that the next records are decoded from, and numbers its rows from 0.
   *
   * @param paired lines of the objects beside it; null if the table reads none
   */
  public void setSource(byte[] source, @Nullable PairedRecords paired) {
    this.source = source;
    root.setPaired(paired);
    records = 0;
    skipped = 0;
    context.record().setSource(source);
    row.setGood("", 0);
  }

  /** Number of rows decoded from the object, including corrupt ones, without skipped ones. */
  public int rows() {
    return records - skipped;
  }

  /**
   * Reads the value that begins with {@code first}; then the tokenizer is at the value's last
   * token. Any value makes a row, a good one or a corrupt one; a tombstone may be skipped.
   *
   * @param baseDepth number of arrays around the record, which are framing and no part of it
   * @throws MalformedJsonException if the text is not JSON; then there is no row
   */
  public Row decode(Token first, int baseDepth) throws MalformedJsonException {
    int start = tokens.tokenStart();
    context.startRecord(start, baseDepth);
    root.values().clear();
    try {
      root.readSides(start);
      decodeRecord(first);
      context.requireSize();
      row.setGood(context.rescued().json(), tokens.position() - start);
    } catch (CorruptRecordException e) {
      context.skipRecord();
      if (e.reason() == CorruptReason.TOMBSTONE && form.tombstones() == Tombstones.SKIP) {
        row.setSkipped();
        skipped++;
      } else {
        row.setCorrupt(e.reason(), e.pointer(), source, start, tokens.position());
      }
    }
    return numbered();
  }

  private void decodeRecord(Token first) throws MalformedJsonException, CorruptRecordException {
    if (first == Token.NULL && text != null) {
      root.decodeTombstone();
    } else if (first == Token.NULL && !form.equals(RecordForm.PLAIN)) {
      root.decodeNull();
    } else if (text == null) {
      root.decode(first);
    } else if (first == Token.STRING) {
      text.decode(context, root, root::decodeNull);
    } else {
      throw new CorruptRecordException(CorruptReason.WRONG_TYPE, "");
    }
  }

  /** A corrupt row of the bytes {@code [from, to)} of the object, which are no JSON value. */
  public Row corrupt(CorruptReason reason, int from, int to) {
    row.setCorrupt(reason, "", source, from, to);
    return numbered();
  }

  private Row numbered() {
    row.setLine(records++);
    return row;
  }
}
