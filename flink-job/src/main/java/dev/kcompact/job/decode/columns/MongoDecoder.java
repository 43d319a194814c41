package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of MongoDB's extended JSON v2, canonical ({@code {"$numberLong": "7"}}) or relaxed
 * ({@code 7}). A date is the UTC day of a moment at midnight.
 */
final class MongoDecoder extends ValueDecoder {
  private static final long MICROS_OF_DAY = 86_400_000_000L;

  private final ColumnType type;
  private final ValueDecoder value;
  private final JsonTokenizer tokens;

  /** Reads moments, also for a column of dates; null for other columns. */
  private final OfLongs fromText;

  private final EpochDecoder fromMillis;

  MongoDecoder(ColumnType type, @Nullable ValueDecoder parent, String name, RecordContext context) {
    super(parent, name, context);
    this.type = type;
    tokens = context.tokens();
    value = plain(type, parent, name, context);
    fromText = new TimeDecoder(parent, name, context, Scalar.TIMESTAMP);
    fromMillis = new EpochDecoder(parent, name, context, Named.EPOCH_MILLIS);
  }

  @Override
  ColumnValues values() {
    return value.values();
  }

  private boolean isTime() {
    return type == Scalar.TIMESTAMP || type == Scalar.DATE;
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    if (token != Token.START_OBJECT) {
      boolean decimalText = type instanceof DecimalType && token == Token.STRING;
      if (isTime() || decimalText) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      value.decode(token);
      return;
    }
    context.requireDepth(this);
    if (tokens.next() != Token.NAME) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    if (isTime()) {
      moment();
    } else {
      text();
    }
    if (tokens.next() != Token.END_OBJECT) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
  }

  private void text() throws MalformedJsonException, CorruptRecordException {
    if (wrappers().stream().noneMatch(context::isText)) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    if (tokens.next() != Token.STRING) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    context.requireText(this);
    if (isNumber() && isNoFiniteNumber()) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    value.decodeText();
  }

  private boolean isNumber() {
    return type == Scalar.NUMBER || type instanceof DecimalType;
  }

  private boolean isNoFiniteNumber() {
    return context.isText("NaN") || context.isText("Infinity") || context.isText("-Infinity");
  }

  private Set<String> wrappers() {
    if (type instanceof DecimalType) {
      return Set.of("$numberDecimal", "$numberLong", "$numberInt", "$numberDouble");
    }
    return switch ((Scalar) type) {
      case INTEGER -> Set.of("$numberLong", "$numberInt");
      case NUMBER -> Set.of("$numberDouble", "$numberInt", "$numberLong");
      case STRING -> Set.of("$oid", "$symbol");
      case UUID -> Set.of("$uuid");
      default -> Set.of();
    };
  }

  private void moment() throws MalformedJsonException, CorruptRecordException {
    if (!context.isText("$date")) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    Token first = tokens.next();
    OfLongs read = fromMillis;
    read.values().clear();
    fromText.values().clear();
    if (first == Token.STRING) {
      read = fromText;
      read.decode(first);
    } else if (first == Token.START_OBJECT) {
      context.requireDepth(this);
      wrappedMillis();
    } else {
      read.decode(first);
    }
    add(read.values().get(0));
  }

  private void wrappedMillis() throws MalformedJsonException, CorruptRecordException {
    boolean isLong = tokens.next() == Token.NAME && context.isText("$numberLong");
    if (!isLong || tokens.next() != Token.STRING) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    fromMillis.decodeText();
    if (tokens.next() != Token.END_OBJECT) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
  }

  private void add(long micros) throws CorruptRecordException {
    LongValues values = (LongValues) value.values();
    if (type == Scalar.TIMESTAMP) {
      values.add(micros);
    } else if (micros % MICROS_OF_DAY != 0) {
      throw corrupt(CorruptReason.NOT_EXACT);
    } else {
      values.add(micros / MICROS_OF_DAY);
    }
  }
}
