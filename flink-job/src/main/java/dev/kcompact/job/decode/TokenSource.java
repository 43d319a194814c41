package dev.kcompact.job.decode;

/**
 * JSON text of a range of bytes, token by token; values may follow each other at the top without a
 * separator. Everything that RFC 8259 does not allow is malformed; there are no lenient modes.
 * Texts that are not UTF-8 are not malformed but {@linkplain #isTextValid() marked}, since the
 * values around them can still be told apart. Not thread-safe.
 */
interface TokenSource {
  /** Starts over with {@code bytes[from, to)}. */
  void reset(byte[] bytes, int from, int to);

  Token next() throws MalformedJsonException;

  /** Objects and arrays that are open behind the current token. */
  int depth();

  /** Index of the current token's first byte. */
  int tokenStart();

  /** Index behind the current token; behind the colon of a {@link Token#NAME}. */
  int position();

  /**
   * Where the unescaped text of a {@link Token#NAME} or {@link Token#STRING}, or the text of a
   * {@link Token#NUMBER} begins, as {@link RecordBytes} counts.
   */
  int textStart();

  /** Bytes of that text. */
  int textLength();

  /** Whether that text is a sequence of Unicode characters, and not halves or broken bytes. */
  boolean isTextValid();

  /** Whether a {@link Token#NUMBER} has neither fraction nor exponent. */
  boolean isIntegral();
}
