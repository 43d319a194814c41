package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/** Reads a UUID in its canonical form of 36 characters; upper case becomes lower case. */
final class UuidDecoder extends ValueDecoder.OfTexts {
  private static final int LENGTH = 36;
  private static final byte UPPER = 1;
  private static final byte WRONG = 2;

  /** Kind of each byte at each position: one lookup instead of a branch for each kind. */
  private static final byte[][] ALLOWED = new byte[LENGTH][];

  static {
    byte[] digits = new byte[256];
    byte[] dash = new byte[256];
    for (int found = 0; found < 256; found++) {
      boolean upper = found >= 'A' && found <= 'F';
      boolean digit = found >= '0' && found <= '9' || found >= 'a' && found <= 'f';
      digits[found] = upper ? UPPER : digit ? 0 : WRONG;
      dash[found] = found == '-' ? 0 : WRONG;
    }
    for (int i = 0; i < LENGTH; i++) {
      ALLOWED[i] = i == 8 || i == 13 || i == 18 || i == 23 ? dash : digits;
    }
  }

  UuidDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
    super(parent, name, context);
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (token != Token.STRING) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    decodeText();
  }

  @Override
  void decodeText() throws CorruptRecordException {
    context.requireText(this);
    JsonTokenizer tokens = context.tokens();
    if (tokens.textLength() != LENGTH) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    int start = tokens.textStart();
    values.add(hasUpperCase(start) ? lowerCase(start) : start, LENGTH);
  }

  /** Whether the UUID has upper-case digits; checks its form as well. */
  private boolean hasUpperCase(int start) throws CorruptRecordException {
    byte[] buffer = context.record().bufferOf(start);
    int offset = RecordBytes.offsetOf(start);
    int kinds = 0;
    for (int i = 0; i < LENGTH; i++) {
      kinds |= ALLOWED[i][buffer[offset + i] & 0xff];
    }
    if ((kinds & WRONG) != 0) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    return (kinds & UPPER) != 0;
  }

  private int lowerCase(int start) {
    RecordBytes record = context.record();
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
