package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.TableSchema;
import java.util.function.Function;

/** Decodes one value after the other into the same {@link Row}. Not thread-safe. */
final class RecordDecoder {
  private final RecordScope scope;
  private final TokenSource tokens;
  private final StructDecoder root;
  private final Row row;
  private byte[] source = new byte[0];

  RecordDecoder(
      TableSchema schema, DecodeLimits limits, Function<RecordBytes, TokenSource> tokenSource) {
    scope = new RecordScope(limits, tokenSource);
    tokens = scope.tokens();
    root = new StructDecoder(null, "", scope, schema.root());
    row = new Row(root.values(), limits.maxCorruptBytes());
  }

  TokenSource tokens() {
    return tokens;
  }

  /** Sets the bytes that {@link #tokens()} is then reset to ranges of. */
  void setSource(byte[] source) {
    this.source = source;
    scope.record().setSource(source);
    row.setGood("", 0);
  }

  /**
   * Reads the value that begins with {@code first}, and leaves the tokens at its last one. Whatever
   * the value is, there is a row of it.
   *
   * @param baseDepth how many arrays around the record are framing and no part of it
   * @throws MalformedJsonException where it is not even a value
   */
  Row decode(Token first, int baseDepth) throws MalformedJsonException {
    int start = tokens.tokenStart();
    scope.startRecord(start, baseDepth);
    root.values().clear();
    try {
      if (first != Token.START_OBJECT) {
        throw new CorruptRecordException(CorruptReason.NOT_AN_OBJECT, "");
      }
      root.decode(first);
      scope.requireSize();
      row.setGood(scope.rescued(), tokens.position() - start);
    } catch (CorruptRecordException e) {
      scope.skipRecord();
      row.setCorrupt(e.reason(), e.pointer(), source, start, tokens.position());
    }
    return row;
  }

  /** A corrupt row of bytes that are no value. */
  Row corrupt(CorruptReason reason, int from, int to) {
    row.setCorrupt(reason, "", source, from, to);
    return row;
  }
}
