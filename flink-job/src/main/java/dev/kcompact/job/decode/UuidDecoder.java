package dev.kcompact.job.decode;

import org.jspecify.annotations.Nullable;

/** Reads a UUID in its canonical form of 36 characters; upper case becomes lower case. */
final class UuidDecoder extends ValueDecoder {
  private static final int LENGTH = 36;

  private final RecordScope scope;
  private final TextValues values;

  UuidDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope) {
    super(parent, name);
    this.scope = scope;
    values = new TextValues(scope.memory(), scope.record());
  }

  @Override
  TextValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (token != Token.STRING) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    scope.requireText(this);
    TokenSource tokens = scope.tokens();
    if (tokens.textLength() != LENGTH) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    int start = tokens.textStart();
    values.add(hasUpperCase(start) ? lowerCase(start) : start, LENGTH);
  }

  /** Checks the form on the way. */
  private boolean hasUpperCase(int start) throws CorruptRecordException {
    byte[] buffer = scope.record().bufferOf(start);
    int offset = RecordBytes.offsetOf(start);
    boolean upper = false;
    for (int i = 0; i < LENGTH; i++) {
      byte found = buffer[offset + i];
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      boolean upperDigit = found >= 'A' && found <= 'F';
      boolean digit = found >= '0' && found <= '9' || found >= 'a' && found <= 'f' || upperDigit;
      if (dash ? found != '-' : !digit) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      upper |= upperDigit;
    }
    return upper;
  }

  private int lowerCase(int start) {
    RecordBytes record = scope.record();
    int copy = record.scratchStart();
    record.append(record.bufferOf(start), RecordBytes.offsetOf(start), LENGTH);
    byte[] buffer = record.bufferOf(copy);
    int offset = RecordBytes.offsetOf(copy);
    for (int i = offset; i < offset + LENGTH; i++) {
      if (buffer[i] >= 'A' && buffer[i] <= 'F') {
        buffer[i] |= 0x20;
      }
    }
    return copy;
  }
}
