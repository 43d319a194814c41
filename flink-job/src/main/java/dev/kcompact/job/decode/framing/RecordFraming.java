package dev.kcompact.job.decode.framing;

import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.columns.PairedRecords;
import dev.kcompact.job.decode.columns.RecordDecoder;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import dev.kcompact.job.decode.text.ByteSearch;
import dev.kcompact.job.decode.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Splits an object's text into records, so that a malformed record does not affect its neighbours.
 *
 * <p>An object that begins with {@code [} consists of arrays of records; any other consists of
 * lines with any number of records. The rest of a malformed line or array becomes one corrupt
 * record. At the first malformed line, the rest of the object is checked for values that span
 * lines: pretty-printed documents are read as such. After the first malformed array, an array ends
 * with its line. Both checks happen once, so the cost is linear. Not thread-safe.
 */
final class RecordFraming {
  private static final int BOM_LENGTH = 3;
  private static final int NOWHERE = -1;
  private static final ObjectText EMPTY = new ObjectText(new byte[0], 0, null);

  private final RecordDecoder records;
  private final JsonTokenizer tokens;
  private final RecordBytes lookaheadBytes = new RecordBytes();
  private final JsonTokenizer lookahead;

  private byte[] bytes = new byte[0];
  private int end;
  private @Nullable CorruptReason truncated;
  private boolean beginsWithArray;
  private boolean arraysEndWithLine;
  private boolean linesOnly;

  /** Index of the error in the current range; {@link #NOWHERE} if there is none. */
  private int malformedAt = NOWHERE;

  RecordFraming(RecordDecoder records, int maxTextBytes) {
    this.records = records;
    tokens = records.tokens();
    lookahead = new JsonTokenizer(lookaheadBytes, maxTextBytes);
  }

  /**
   * Passes every record of the text to {@code rows}; returns their number.
   *
   * @param paired lines of the objects beside this one; null if the table reads none
   */
  int read(ObjectText text, @Nullable PairedRecords paired, Row.Consumer rows) throws Exception {
    start(text, paired);
    int at = skipBlank(afterBom());
    beginsWithArray = at < end && bytes[at] == '[';
    while (at < end) {
      at = skipBlank(beginsWithArray && bytes[at] == '[' ? array(at, rows) : line(at, rows));
    }
    if (truncated != null) {
      rest(end, end, rows);
    }
    return records.rows();
  }

  /** Passes stored bytes that have no readable text on as one corrupt record. */
  int readUnreadable(byte[] stored, CorruptReason reason, Row.Consumer rows) throws Exception {
    start(new ObjectText(stored, stored.length, null), null);
    rows.accept(records.corrupt(reason, 0, stored.length));
    return records.rows();
  }

  /** Drops the references to the object. */
  void release() {
    start(EMPTY, null);
  }

  private void start(ObjectText text, @Nullable PairedRecords paired) {
    bytes = text.bytes();
    end = text.length();
    truncated = text.truncated();
    arraysEndWithLine = false;
    linesOnly = false;
    records.setSource(bytes, paired);
    lookaheadBytes.setSource(bytes);
  }

  private int afterBom() {
    boolean bom =
        end >= BOM_LENGTH
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return bom ? BOM_LENGTH : 0;
  }

  /** Reads the rest of a line; returns the index after what was read. */
  private int line(int from, Row.Consumer rows) throws Exception {
    int lineEnd = lineEnd(from);
    int complete = values(from, lineEnd, rows);
    if (malformedAt == NOWHERE) {
      return lineEnd;
    }
    if (!linesOnly) {
      linesOnly = true;
      if (isCompleteFrom(complete)) {
        complete = values(complete, end, rows);
        return malformedAt == NOWHERE ? end : rest(complete, end, rows);
      }
    }
    return rest(complete, lineEnd, rows);
  }

  /** Reads consecutive values; returns the index after the last complete one. */
  private int values(int from, int to, Row.Consumer rows) throws Exception {
    tokens.reset(bytes, from, to);
    int complete = from;
    for (Row row = next(0); row != null; row = next(0)) {
      accept(row, rows);
      complete = tokens.position();
    }
    return complete;
  }

  private static void accept(Row row, Row.Consumer rows) throws Exception {
    if (!row.isSkipped()) {
      rows.accept(row);
    }
  }

  /** Reads an array of records; returns the index after it. */
  private int array(int from, Row.Consumer rows) throws Exception {
    int lineEnd = lineEnd(from);
    tokens.reset(bytes, from, arraysEndWithLine ? lineEnd : end);
    tokens.next();
    int complete = tokens.position();
    for (Row row = next(1); row != null; row = next(1)) {
      accept(row, rows);
      complete = tokens.position();
    }
    if (malformedAt == NOWHERE) {
      return tokens.position();
    }
    boolean inFirstLine = malformedAt <= lineEnd;
    arraysEndWithLine = true;
    return rest(complete, inFirstLine ? lineEnd : nextArrayLine(complete), rows);
  }

  /** The next record at that depth; null at the end or at an error. */
  private @Nullable Row next(int depth) {
    malformedAt = NOWHERE;
    try {
      Token first = tokens.next();
      boolean ended = first == Token.END || tokens.depth() < depth;
      return ended ? null : records.decode(first, depth);
    } catch (MalformedJsonException e) {
      malformedAt = e.position();
      return null;
    }
  }

  /** Whether all text from {@code from} on is complete values, the truncated last one excepted. */
  private boolean isCompleteFrom(int from) {
    lookahead.reset(bytes, from, end);
    try {
      while (lookahead.next() != Token.END) {
        lookaheadBytes.startRecord();
      }
      return true;
    } catch (MalformedJsonException e) {
      return truncated != null && e.atEnd();
    }
  }

  /**
   * Passes the text of a range, without blanks at its ends, on as a corrupt record; returns its
   * end.
   */
  private int rest(int from, int to, Row.Consumer rows) throws Exception {
    int first = Math.min(skipBlank(from), to);
    int last = to;
    while (last > first && JsonTokenizer.isBlank(bytes[last - 1])) {
      last--;
    }
    CorruptReason reason =
        Utf8.isValid(bytes, first, last)
            ? CorruptReason.MALFORMED_JSON
            : CorruptReason.INVALID_UTF8;
    if (to == end && truncated != null) {
      reason = truncated;
      truncated = null;
    }
    rows.accept(records.corrupt(reason, first, last));
    return to;
  }

  private int lineEnd(int from) {
    return ByteSearch.newline(bytes, from, end);
  }

  /** Start of the next line that begins with an array, or the end. */
  private int nextArrayLine(int from) {
    for (int at = from; at + 1 < end; at++) {
      if (bytes[at] == '\n' && bytes[at + 1] == '[') {
        return at + 1;
      }
    }
    return end;
  }

  private int skipBlank(int from) {
    int at = from;
    while (at < end && JsonTokenizer.isBlank(bytes[at])) {
      at++;
    }
    return at;
  }
}
