package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.json.JsonText;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import dev.kcompact.job.decode.text.DecimalText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State that the decoders of a table share while they read a record: its tokens, its limits, its
 * objects' names and its unknown fields. Not thread-safe.
 */
final class RecordContext {
  private static final int SLOT_BYTES_PER_RECORD_BYTE = 16;
  private static final long MIN_SLOT_BYTES = 1 << 20;
  private final RecordBytes record = new RecordBytes();
  private final JsonTokenizer tokens;
  private final DecodeLimits limits;
  private final long maxSlotBytes;
  private final NameSet names = new NameSet(record);
  private final DecimalText number = new DecimalText();
  private final Rescued rescued;

  /** Pointers to values that Debezium did not send; null where the dialect has no such values. */
  private final @Nullable List<String> unavailable;

  /** Texts inside the record that hold JSON, each with a context of its own. */
  private final List<NestedText> nested = new ArrayList<>();

  /** Number in {@link #names} of the object that is open at each depth. */
  private final int[] objects;

  private int baseDepth;
  private int start;
  private long slotBytes;

  RecordContext(DecodeLimits limits, Dialect dialect) {
    this(limits, new Rescued(limits), dialect == Dialect.DEBEZIUM ? new ArrayList<>() : null);
  }

  private RecordContext(DecodeLimits limits, Rescued rescued, @Nullable List<String> unavailable) {
    this.limits = limits;
    this.rescued = rescued;
    this.unavailable = unavailable;
    tokens = new JsonTokenizer(record, limits.maxTextBytes());
    long recordBytes = limits.maxRecordBytes();
    maxSlotBytes = Math.max(MIN_SLOT_BYTES, recordBytes * SLOT_BYTES_PER_RECORD_BYTE);
    objects = new int[limits.maxDepth() + 2];
  }

  /** A text in this context's records that holds JSON; it begins with each record again. */
  NestedText nest() {
    NestedText text = new NestedText(new RecordContext(limits, rescued, unavailable));
    nested.add(text);
    return text;
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
    rescued.clear();
    if (unavailable != null) {
      unavailable.clear();
    }
    for (NestedText text : nested) {
      text.startRecord();
    }
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

  /**
   * Adds the current name and its value to the column {@code _rescued}.
   *
   * @param path of the object, from the one that {@code at} reads
   */
  void rescue(StructDecoder at, String path, int object)
      throws MalformedJsonException, CorruptRecordException {
    requireNew(at, object);
    String step = escapedStep(tokens.textStart(), tokens.textLength());
    String name =
        at.rescuedName(at.pointer(true) + at.place(path.isEmpty() ? step : path + "/" + step));
    Token first = tokens.next();
    int from = tokens.tokenStart();
    skipValue(first, at);
    rescued.add(name, new String(record.bufferOf(from), from, tokens.position() - from, UTF_8));
  }

  /** Adds the value that ends at the current token to the column {@code _rescued}. */
  void rescue(String name, int from) throws CorruptRecordException {
    rescued.add(name, new String(record.bufferOf(from), from, tokens.position() - from, UTF_8));
  }

  Rescued rescued() {
    return rescued;
  }

  boolean hasUnavailable() {
    return unavailable != null;
  }

  /** Remembers that Debezium did not send the value at a pointer. */
  void addUnavailable(String pointer) {
    requireNonNull(unavailable).add(pointer);
  }

  /** Adds the pointers of the values that Debezium did not send; null if it sent all. */
  void takeUnavailable(TextValues column) throws CorruptRecordException {
    List<String> pointers = requireNonNull(unavailable);
    if (pointers.isEmpty()) {
      column.addNull();
      return;
    }
    StringBuilder json = new StringBuilder();
    for (String pointer : pointers) {
      json.append(json.length() == 0 ? '[' : ',');
      JsonText.appendQuoted(json, pointer);
    }
    byte[] text = json.append(']').toString().getBytes(UTF_8);
    int start = record.scratchStart();
    record.append(text, 0, text.length);
    column.add(start, text.length);
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
    readValue(first, at, true);
  }

  /**
   * Reads a value up to its last token; an object may have a name twice, as JSON's grammar allows.
   */
  void readText(Token first, ValueDecoder at)
      throws MalformedJsonException, CorruptRecordException {
    readValue(first, at, false);
  }

  private void readValue(Token first, ValueDecoder at, boolean isUnique)
      throws MalformedJsonException, CorruptRecordException {
    int floor = tokens.depth() - (opens(first) ? 1 : 0);
    Token token = first;
    while (true) {
      switch (token) {
        case START_OBJECT -> {
          requireDepth(at);
          objects[tokens.depth() - baseDepth] = isUnique ? newObject() : 0;
        }
        case START_ARRAY -> requireDepth(at);
        case NAME -> {
          if (isUnique) {
            requireNew(at, objects[tokens.depth() - baseDepth]);
          } else {
            requireText(at);
          }
        }
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

  /** Whether the current text is that ASCII text. */
  boolean isText(String ascii) {
    int length = tokens.textLength();
    if (length != ascii.length()) {
      return false;
    }
    byte[] buffer = record.bufferOf(tokens.textStart());
    int from = RecordBytes.offsetOf(tokens.textStart());
    for (int i = 0; i < length; i++) {
      if (buffer[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The current text. */
  String text() {
    int from = RecordBytes.offsetOf(tokens.textStart());
    return new String(record.bufferOf(tokens.textStart()), from, tokens.textLength(), UTF_8);
  }

  /** Whether the current text is a number by JSON's grammar. */
  boolean isNumberText() {
    int from = RecordBytes.offsetOf(tokens.textStart());
    return number.parse(record.bufferOf(tokens.textStart()), from, from + tokens.textLength());
  }

  /** Whether the current text, which is a number, has neither fraction nor exponent. */
  boolean isIntegralText() {
    byte[] buffer = record.bufferOf(tokens.textStart());
    int from = RecordBytes.offsetOf(tokens.textStart());
    for (int i = from; i < from + tokens.textLength(); i++) {
      if (buffer[i] != '-' && (buffer[i] < '0' || buffer[i] > '9')) {
        return false;
      }
    }
    return true;
  }
}
