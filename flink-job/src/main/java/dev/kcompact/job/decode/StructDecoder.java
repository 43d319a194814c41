package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an object with declared fields; the record itself is one. */
final class StructDecoder extends ValueDecoder {
  private static final int UNKNOWN = -1;

  private final RecordScope scope;
  private final TokenSource tokens;
  private final byte[][] names;
  private final ValueDecoder[] decoders;
  private final ColumnValues[] columns;
  private final boolean[] required;
  private final boolean[] refusesNull;
  private final StructValues values;

  StructDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope, StructType type) {
    super(parent, name);
    this.scope = scope;
    tokens = scope.tokens();
    List<Field> fields = type.fields();
    names = fields.stream().map(field -> field.name().getBytes(UTF_8)).toArray(byte[][]::new);
    decoders =
        fields.stream()
            .map(field -> of(field.type(), this, field.name(), scope))
            .toArray(ValueDecoder[]::new);
    columns = Stream.of(decoders).map(ValueDecoder::values).toArray(ColumnValues[]::new);
    required = new boolean[names.length];
    refusesNull = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      required[i] = fields.get(i).required();
      refusesNull[i] = required[i] && !fields.get(i).nullable();
    }
    values = new StructValues(scope.memory(), List.of(columns));
  }

  @Override
  StructValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    if (token != Token.START_OBJECT) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    scope.requireDepth(this);
    int place = values.addPlaced();
    int object = 0;
    int expected = 0;
    while (tokens.next() != Token.END_OBJECT) {
      int field = find(expected);
      if (field == UNKNOWN) {
        object = object == 0 ? scope.newObject() : object;
        scope.rescue(this, object);
      } else {
        readField(field, place);
        expected = field + 1;
      }
    }
    fillMissing(place);
  }

  private void readField(int field, int place)
      throws MalformedJsonException, CorruptRecordException {
    ColumnValues column = columns[field];
    if (column.size() > place) {
      throw decoders[field].corrupt(CorruptReason.DUPLICATE_KEY);
    }
    Token first = tokens.next();
    if (first != Token.NULL) {
      decoders[field].decode(first);
    } else if (refusesNull[field]) {
      throw decoders[field].corrupt(CorruptReason.MISSING_REQUIRED);
    } else {
      column.addNull();
    }
  }

  private void fillMissing(int place) throws CorruptRecordException {
    for (int field = 0; field < columns.length; field++) {
      if (columns[field].size() == place) {
        if (required[field]) {
          throw decoders[field].corrupt(CorruptReason.MISSING_REQUIRED);
        }
        columns[field].addNull();
      }
    }
  }

  /** The field that the current token names; most often it is the one after the field before. */
  private int find(int expected) {
    int start = tokens.textStart();
    byte[] buffer = scope.record().bufferOf(start);
    int from = RecordBytes.offsetOf(start);
    int to = from + tokens.textLength();
    if (expected < names.length && isNamed(expected, buffer, from, to)) {
      return expected;
    }
    for (int field = 0; field < names.length; field++) {
      if (isNamed(field, buffer, from, to)) {
        return field;
      }
    }
    return UNKNOWN;
  }

  private boolean isNamed(int field, byte[] buffer, int from, int to) {
    byte[] name = names[field];
    return name.length == to - from && Arrays.equals(name, 0, name.length, buffer, from, to);
  }
}
