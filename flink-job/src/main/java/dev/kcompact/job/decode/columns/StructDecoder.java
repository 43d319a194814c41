package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an object with declared fields, such as the record itself. */
final class StructDecoder extends ValueDecoder {
  private static final int UNKNOWN = -1;

  private final JsonTokenizer tokens;
  private final byte[][] names;
  private final ValueDecoder[] decoders;
  private final ColumnValues[] columns;
  private final boolean[] required;
  private final boolean[] refusesNull;
  private final StructValues values;

  StructDecoder(
      @Nullable ValueDecoder parent, String name, RecordContext context, StructType type) {
    super(parent, name, context);
    tokens = context.tokens();
    List<Field> fields = type.fields();
    names = fields.stream().map(field -> field.name().getBytes(UTF_8)).toArray(byte[][]::new);
    decoders =
        fields.stream()
            .map(field -> of(field.type(), this, field.name(), context))
            .toArray(ValueDecoder[]::new);
    columns = Stream.of(decoders).map(ValueDecoder::values).toArray(ColumnValues[]::new);
    required = new boolean[names.length];
    refusesNull = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      required[i] = fields.get(i).required();
      refusesNull[i] = required[i] && !fields.get(i).nullable();
    }
    values = new StructValues(context, List.of(columns));
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
    context.requireDepth(this);
    int index = values.addStruct();
    int object = 0;
    int expected = 0;
    while (tokens.next() != Token.END_OBJECT) {
      int field = find(expected);
      if (field == UNKNOWN) {
        object = object == 0 ? context.newObject() : object;
        context.rescue(this, object);
      } else {
        readField(field, index);
        expected = field + 1;
      }
    }
    fillMissing(index);
  }

  private void readField(int field, int index)
      throws MalformedJsonException, CorruptRecordException {
    ColumnValues column = columns[field];
    if (column.size() > index) {
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

  private void fillMissing(int index) throws CorruptRecordException {
    for (int field = 0; field < columns.length; field++) {
      if (columns[field].size() == index) {
        if (required[field]) {
          throw decoders[field].corrupt(CorruptReason.MISSING_REQUIRED);
        }
        columns[field].addNull();
      }
    }
  }

  /** The field that the current token names; in most records the one after the previous field. */
  private int find(int expected) {
    int start = tokens.textStart();
    byte[] buffer = context.record().bufferOf(start);
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
