package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;

/**
 * State that the decoders of a table share while they read a record: its tokens, its limits, its
 * objects' names and its unknown fields. Not thread-safe.
 */
final class RecordContext {
  private static final int SLOT_BYTES_PER_RECORD_BYTE = 16;
  private static final long MIN_SLOT_BYTES = 1 << 20;
  private static final int RETAINED_RESCUED_CHARS = 1 << 14;

  /** Each unknown field is kept with its pointer, which may contain a long key of a map. */
  private static final int RESCUED_CHARS_PER_RECORD_BYTE = 4;

  private static final long MIN_RESCUED_CHARS = 1 << 20;

  private final RecordBytes record = new RecordBytes();
  private final JsonTokenizer tokens;
  private final DecodeLimits limits;
  private final long maxSlotBytes;
  private final long maxRescuedChars;
  private final NameSet names = new NameSet(record);
  private StringBuilder rescued = new StringBuilder();

  /** Number in {@link #names} of the object that is open at each depth. */
  private final int[] objects;

  private int baseDepth;
  private int start;
  private long slotBytes;

  RecordContext(DecodeLimits limits) {
    this.limits = limits;
    tokens = new JsonTokenizer(record, limits.maxTextBytes());
    long recordBytes = limits.maxRecordBytes();
    maxSlotBytes = Math.max(MIN_SLOT_BYTES, recordBytes * SLOT_BYTES_PER_RECORD_BYTE);
    maxRescuedChars = Math.max(MIN_RESCUED_CHARS, recordBytes * RESCUED_CHARS_PER_RECORD_BYTE);
    objects = new int[limits.maxDepth() + 2];
  }

  /**
   * @param start index of the record's first byte
   * @param baseDepth number of arrays around the record, which are framing and no part of it
   */
  void startRecord(int start, int baseDepth) {
    this.start = start;
    this.baseDepth = baseDepth;
    record.startRecord();
    slotBytes = 0;
    names.clear();
    if (rescued.length() > RETAINED_RESCUED_CHARS) {
      rescued = new StringBuilder();
    }
    rescued.setLength(0);
  }

  JsonTokenizer tokens() {
    return tokens;
  }

  RecordBytes record() {
    return record;
  }

  /**
   * Counts the slots of the record's columns: a small record can hold many empty values, and each
   * of them takes a slot in every column of its struct.
   */
  void takeSlotBytes(long bytes) throws CorruptRecordException {
    if (slotBytes + bytes > maxSlotBytes) {
      throw new CorruptRecordException(CorruptReason.TOO_LARGE, "");
    }
    slotBytes += bytes;
  }

  void requireDepth(ValueDecoder at) throws CorruptRecordException {
    if (tokens.depth() - baseDepth > limits.maxDepth()) {
      throw at.corrupt(CorruptReason.TOO_DEEP);
    }
  }

  /** Rejects a text that is not Unicode, or longer than allowed. */
  void requireText(ValueDecoder at) throws CorruptRecordException {
    if (!tokens.isTextValid()) {
      throw at.corrupt(CorruptReason.INVALID_UTF8);
    }
    if (tokens.textLength() > limits.maxTextBytes()) {
      throw at.corrupt(CorruptReason.TOO_LARGE);
    }
    requireSize();
  }

  /**
   * Rejects a record that is too large; called for each text as well, because texts take memory.
   */
  void requireSize() throws CorruptRecordException {
    if (tokens.position() - start > limits.maxRecordBytes()) {
      throw new CorruptRecordException(CorruptReason.TOO_LARGE, "");
    }
  }

  /** Adds the current name and its value to the column {@code _rescued}. */
  void rescue(StructDecoder at, int object) throws MalformedJsonException, CorruptRecordException {
    requireNew(at, object);
    String pointer = at.pointer(true) + "/" + escapedStep(tokens.textStart(), tokens.textLength());
    Token first = tokens.next();
    int from = tokens.tokenStart();
    skipValue(first, at);
    rescued.append(rescued.length() == 0 ? '{' : ',');
    appendQuoted(rescued, pointer.substring(1));
    rescued
        .append(':')
        .append(new String(record.bufferOf(from), from, tokens.position() - from, UTF_8));
    if (rescued.length() > maxRescuedChars) {
      throw new CorruptRecordException(CorruptReason.TOO_LARGE, "");
    }
  }

  /** JSON object of the unknown fields, by pointer; empty if there are none. */
  String rescued() {
    return rescued.length() == 0 ? "" : rescued + "}";
  }

  int newObject() {
    return names.newObject();
  }

  /** Rejects the current name if the object has it already. */
  void requireNew(ValueDecoder at, int object) throws CorruptRecordException {
    requireText(at);
    if (!names.add(object, tokens.textStart(), tokens.textLength())) {
      throw at.corrupt(CorruptReason.DUPLICATE_KEY);
    }
  }

  /** Reference token of a JSON pointer for a text of the record. */
  String escapedStep(int start, int length) {
    String text = new String(record.bufferOf(start), RecordBytes.offsetOf(start), length, UTF_8);
    return text.replace("~", "~0").replace("/", "~1");
  }

  /** Reads a value of any type up to its last token, with the same checks as for other values. */
  void skipValue(Token first, ValueDecoder at)
      throws MalformedJsonException, CorruptRecordException {
    int floor = tokens.depth() - (opens(first) ? 1 : 0);
    Token token = first;
    while (true) {
      switch (token) {
        case START_OBJECT -> {
          requireDepth(at);
          objects[tokens.depth() - baseDepth] = newObject();
        }
        case START_ARRAY -> requireDepth(at);
        case NAME -> requireNew(at, objects[tokens.depth() - baseDepth]);
        case STRING -> requireText(at);
        default -> {}
      }
      if (token != Token.NAME && tokens.depth() == floor) {
        return;
      }
      token = tokens.next();
    }
  }

  /** Reads up to the last token of the record, after an error in it. */
  void skipRecord() throws MalformedJsonException {
    while (tokens.depth() > baseDepth) {
      tokens.next();
      record.startRecord();
    }
  }

  private static boolean opens(Token token) {
    return token == Token.START_OBJECT || token == Token.START_ARRAY;
  }

  /** Appends {@code text} as a JSON string. */
  private static void appendQuoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
