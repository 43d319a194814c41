package dev.kcompact.job.decode;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records in an object's text and sees to it that a broken one takes none of its
 * neighbours with it.
 *
 * <p>An object that begins with {@code [} is arrays of records; any other is lines of records, any
 * number in a line. Broken text costs the rest of its line, or of its array, which becomes one
 * corrupt record. At the first broken line it is asked whether all the rest reads as whole values
 * across lines; such are pretty-printed documents, and are read as these. After the first broken
 * array none is taken to go beyond its line. Both only once, so the cost stays linear. Not
 * thread-safe.
 */
final class RecordFraming {
  private static final int BOM_LENGTH = 3;
  private static final int NOWHERE = -1;
  private static final ObjectText NOTHING = new ObjectText(new byte[0], 0, null);

  private final RecordDecoder records;
  private final TokenSource tokens;
  private final RecordBytes aheadBytes = new RecordBytes();
  private final TokenSource ahead;

  private byte[] bytes = new byte[0];
  private int end;
  private @Nullable CorruptReason cut;
  private boolean beginsWithArray;
  private boolean arraysEndWithLine;
  private boolean linesForGood;

  /** Where the text of the range in hand turned out to be broken. */
  private int brokenAt = NOWHERE;

  private int line;

  /**
   * @param tokenSource makes the source that looks ahead
   */
  RecordFraming(RecordDecoder records, Function<RecordBytes, TokenSource> tokenSource) {
    this.records = records;
    tokens = records.tokens();
    ahead = tokenSource.apply(aheadBytes);
  }

  /** Hands every record of the text to {@code sink}; returns their number. */
  int read(ObjectText text, RowSink sink) throws Exception {
    start(text);
    int at = skipBlank(behindBom());
    beginsWithArray = at < end && bytes[at] == '[';
    while (at < end) {
      at = skipBlank(beginsWithArray && bytes[at] == '[' ? array(at, sink) : line(at, sink));
    }
    if (cut != null) {
      rest(end, end, sink);
    }
    return line;
  }

  /** Makes one corrupt record of stored bytes that no text could be had of. */
  int readNothing(byte[] stored, CorruptReason reason, RowSink sink) throws Exception {
    start(new ObjectText(stored, stored.length, null));
    emit(records.corrupt(reason, 0, stored.length), sink);
    return line;
  }

  /** Lets go of the object. */
  void release() {
    start(NOTHING);
  }

  private void start(ObjectText text) {
    bytes = text.bytes();
    end = text.length();
    cut = text.cut();
    arraysEndWithLine = false;
    linesForGood = false;
    line = 0;
    records.setSource(bytes);
    aheadBytes.setSource(bytes);
  }

  private int behindBom() {
    boolean bom =
        end >= BOM_LENGTH
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return bom ? BOM_LENGTH : 0;
  }

  /** Reads the line from some place in it; the index behind what was read. */
  private int line(int from, RowSink sink) throws Exception {
    int lineEnd = lineEnd(from);
    int whole = values(from, lineEnd, sink);
    if (brokenAt == NOWHERE) {
      return lineEnd;
    }
    if (!linesForGood) {
      linesForGood = true;
      if (isWholeFrom(whole)) {
        whole = values(whole, end, sink);
        return brokenAt == NOWHERE ? end : rest(whole, end, sink);
      }
    }
    return rest(whole, lineEnd, sink);
  }

  /** Reads values that follow each other; the index behind the last whole one. */
  private int values(int from, int to, RowSink sink) throws Exception {
    tokens.reset(bytes, from, to);
    int whole = from;
    for (Row row = next(0); row != null; row = next(0)) {
      emit(row, sink);
      whole = tokens.position();
    }
    return whole;
  }

  /** Reads an array of records; the index behind it. */
  private int array(int from, RowSink sink) throws Exception {
    int lineEnd = lineEnd(from);
    tokens.reset(bytes, from, arraysEndWithLine ? lineEnd : end);
    tokens.next();
    int whole = tokens.position();
    for (Row row = next(1); row != null; row = next(1)) {
      emit(row, sink);
      whole = tokens.position();
    }
    if (brokenAt == NOWHERE) {
      return tokens.position();
    }
    boolean inFirstLine = brokenAt <= lineEnd;
    arraysEndWithLine = true;
    return rest(whole, inFirstLine ? lineEnd : nextArrayLine(whole), sink);
  }

  /** The next record at that depth; null where there is none, or only broken text. */
  private @Nullable Row next(int depth) {
    brokenAt = NOWHERE;
    try {
      Token first = tokens.next();
      boolean ended = first == Token.END || tokens.depth() < depth;
      return ended ? null : records.decode(first, depth);
    } catch (MalformedJsonException broken) {
      brokenAt = broken.position();
      return null;
    }
  }

  /** Whether whole values follow up to the end, or up to where the text was cut. */
  private boolean isWholeFrom(int from) {
    ahead.reset(bytes, from, end);
    try {
      while (ahead.next() != Token.END) {
        aheadBytes.startRecord();
      }
      return true;
    } catch (MalformedJsonException broken) {
      return cut != null && broken.atEnd();
    }
  }

  /** Makes one corrupt record of what is not blank in a range; returns its end. */
  private int rest(int from, int to, RowSink sink) throws Exception {
    int first = Math.min(skipBlank(from), to);
    int last = to;
    while (last > first && JsonTokenizer.isBlank(bytes[last - 1])) {
      last--;
    }
    CorruptReason reason =
        Utf8.isValid(bytes, first, last)
            ? CorruptReason.MALFORMED_JSON
            : CorruptReason.INVALID_UTF8;
    if (to == end && cut != null) {
      reason = cut;
      cut = null;
    }
    emit(records.corrupt(reason, first, last), sink);
    return to;
  }

  private void emit(Row row, RowSink sink) throws Exception {
    row.setLine(line++);
    sink.accept(row);
  }

  private int lineEnd(int from) {
    return ByteScan.newline(bytes, from, end);
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
