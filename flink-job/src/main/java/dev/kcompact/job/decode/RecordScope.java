package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Function;

/**
 * What the decoders of a table share while they read a record: its tokens, its limits, the names
 * already seen, and the fields that nobody knows.
 */
final class RecordScope {
  private static final int SLOT_BYTES_FOR_EACH_RECORD_BYTE = 16;
  private static final long LEAST_SLOT_BYTES = 1 << 20;
  private static final int RETAINED_RESCUED = 1 << 14;

  /** Each unknown field repeats the way to it, which may be a long key of a map. */
  private static final int RESCUED_FOR_EACH_RECORD_BYTE = 4;

  private static final long LEAST_RESCUED = 1 << 20;

  private final RecordBytes record = new RecordBytes();
  private final TokenSource tokens;
  private final DecodeLimits limits;
  private final RowMemory memory;
  private final NameSet names = new NameSet(record);
  private StringBuilder rescued = new StringBuilder();

  /** Which object is open at each depth, as {@link #names} tells them apart. */
  private final int[] objects;

  private int baseDepth;
  private int start;

  RecordScope(DecodeLimits limits, Function<RecordBytes, TokenSource> source) {
    this.limits = limits;
    tokens = source.apply(record);
    memory =
        new RowMemory(
            Math.max(
                LEAST_SLOT_BYTES,
                (long) limits.maxRecordBytes() * SLOT_BYTES_FOR_EACH_RECORD_BYTE));
    objects = new int[limits.maxDepth() + 2];
  }

  /**
   * @param start index of the record's first byte
   * @param baseDepth how many arrays around the record are framing and no part of it
   */
  void startRecord(int start, int baseDepth) {
    this.start = start;
    this.baseDepth = baseDepth;
    record.startRecord();
    memory.clear();
    names.clear();
    if (rescued.length() > RETAINED_RESCUED) {
      rescued = new StringBuilder();
    }
    rescued.setLength(0);
  }

  TokenSource tokens() {
    return tokens;
  }

  RecordBytes record() {
    return record;
  }

  RowMemory memory() {
    return memory;
  }

  void requireDepth(ValueDecoder at) throws CorruptRecordException {
    if (tokens.depth() - baseDepth > limits.maxDepth()) {
      throw at.corrupt(CorruptReason.TOO_DEEP);
    }
  }

  /** Refuses a text that is not Unicode, or longer than allowed. */
  void requireText(ValueDecoder at) throws CorruptRecordException {
    if (!tokens.isTextValid()) {
      throw at.corrupt(CorruptReason.INVALID_UTF8);
    }
    if (tokens.textLength() > limits.maxTextBytes()) {
      throw at.corrupt(CorruptReason.TOO_LARGE);
    }
    requireSize();
  }

  /** Refuses a record that is too large; asked at its texts already, for these take memory. */
  void requireSize() throws CorruptRecordException {
    if (tokens.position() - start > limits.maxRecordBytes()) {
      throw new CorruptRecordException(CorruptReason.TOO_LARGE, "");
    }
  }

  /** Keeps the current name and its value for the column {@code _rescued}. */
  void rescue(StructDecoder at, int object) throws MalformedJsonException, CorruptRecordException {
    requireNew(at, object);
    String pointer = at.pointer(true) + "/" + escapedStep(tokens.textStart(), tokens.textLength());
    Token first = tokens.next();
    int from = tokens.tokenStart();
    skipValue(first, at);
    rescued.append(rescued.length() == 0 ? '{' : ',');
    JsonText.quote(rescued, pointer.substring(1));
    rescued
        .append(':')
        .append(new String(record.bufferOf(from), from, tokens.position() - from, UTF_8));
    if (rescued.length() > mostRescued()) {
      throw new CorruptRecordException(CorruptReason.TOO_LARGE, "");
    }
  }

  private long mostRescued() {
    return Math.max(LEAST_RESCUED, (long) limits.maxRecordBytes() * RESCUED_FOR_EACH_RECORD_BYTE);
  }

  /** JSON of the fields that nobody knows; empty where there are none. */
  String rescued() {
    return rescued.length() == 0 ? "" : rescued + "}";
  }

  int newObject() {
    return names.newObject();
  }

  /** Refuses the current name if the object has it already. */
  void requireNew(ValueDecoder at, int object) throws CorruptRecordException {
    requireText(at);
    if (!names.add(object, tokens.textStart(), tokens.textLength())) {
      throw at.corrupt(CorruptReason.DUPLICATE_KEY);
    }
  }

  /** The reference token of a JSON pointer for a text of the record. */
  String escapedStep(int start, int length) {
    String text = new String(record.bufferOf(start), RecordBytes.offsetOf(start), length, UTF_8);
    return text.replace("~", "~0").replace("/", "~1");
  }

  /** Goes to the last token of a value of any type, which must be as sound as any other. */
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

  /** Goes to the last token of the record, after some error in it. */
  void skipRecord() throws MalformedJsonException {
    while (tokens.depth() > baseDepth) {
      tokens.next();
      record.startRecord();
    }
  }

  private static boolean opens(Token token) {
    return token == Token.START_OBJECT || token == Token.START_ARRAY;
  }
}
