package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an object with declared fields, some of which may be in objects inside it. */
class StructDecoder extends ValueDecoder {
  final JsonTokenizer tokens;
  final ValueDecoder[] decoders;
  final ColumnValues[] columns;
  private final Members members;
  private final boolean[] required;
  private final boolean[] refusesNull;
  private final StructValues values;

  StructDecoder(
      @Nullable ValueDecoder parent, String name, RecordContext context, StructType type) {
    this(parent, name, context, type, membersOf(type), Map.of());
  }

  /**
   * @param given decoders of fields that this decoder does not read, by name
   */
  StructDecoder(
      @Nullable ValueDecoder parent,
      String name,
      RecordContext context,
      StructType type,
      Members members,
      Map<String, ValueDecoder> given) {
    super(parent, name, context);
    this.members = members;
    tokens = context.tokens();
    List<Field> fields = type.fields();
    decoders =
        fields.stream()
            .map(
                field ->
                    given.containsKey(field.name()) ? given.get(field.name()) : decoderOf(field))
            .toArray(ValueDecoder[]::new);
    columns = Stream.of(decoders).map(ValueDecoder::values).toArray(ColumnValues[]::new);
    required = new boolean[columns.length];
    refusesNull = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      required[i] = fields.get(i).required();
      refusesNull[i] = required[i] && !fields.get(i).nullable();
    }
    values = new StructValues(context, List.of(columns));
  }

  private ValueDecoder decoderOf(Field field) {
    return of(field.type(), field.form(), this, stepOf(field), context);
  }

  static Members membersOf(StructType type) {
    Members.Builder members = new Members.Builder();
    for (int i = 0; i < type.fields().size(); i++) {
      members.add(type.fields().get(i).path().pointer(), Members.Kind.FIELD, i);
    }
    return members.build();
  }

  /** The field's place from the struct, or with a leading slash from the record. */
  private static String stepOf(Field field) {
    String pointer = field.path().pointer().toString();
    return switch (field.path().origin()) {
      case RECORD, ITSELF -> pointer;
      case ROW, KEY, HEADER -> pointer.substring(1);
    };
  }

  final Members members() {
    return members;
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
    readMembers(members, index);
    fillMissing(index, true);
  }

  /** Reads the rest of an object; fields go to that index of their columns. */
  final void readMembers(Members known, int index)
      throws MalformedJsonException, CorruptRecordException {
    int object = 0;
    int expected = 0;
    while (tokens.next() != Token.END_OBJECT) {
      int member = known.find(context, expected);
      if (member != Members.UNKNOWN && known.kind(member) == Members.Kind.FIELD) {
        readField(known.index(member), index);
        expected = member + 1;
      } else {
        object = object == 0 ? context.newObject() : object;
        readOther(known, member, object, index);
      }
    }
  }

  private void readOther(Members known, int member, int object, int index)
      throws MalformedJsonException, CorruptRecordException {
    if (member == Members.UNKNOWN && !known.ignoresRest()) {
      context.rescue(this, known.path(), object);
      return;
    }
    context.requireNew(this, object);
    Token first = tokens.next();
    if (member == Members.UNKNOWN) {
      context.skipValue(first, this);
    } else if (known.kind(member) == Members.Kind.GROUP) {
      readGroup(known, member, first, index);
    } else {
      readPart(known, member, first, index);
    }
  }

  private void readGroup(Members known, int member, Token first, int index)
      throws MalformedJsonException, CorruptRecordException {
    if (first == Token.START_OBJECT) {
      context.requireDepth(this);
      readMembers(known.group(member), index);
    } else if (first != Token.NULL) {
      throw corruptAt(CorruptReason.WRONG_TYPE, known.path(member));
    }
  }

  /** Reads a member that is neither a field nor holds fields. */
  void readPart(Members known, int member, Token first, int index)
      throws MalformedJsonException, CorruptRecordException {
    context.skipValue(first, this);
  }

  private void readField(int field, int index)
      throws MalformedJsonException, CorruptRecordException {
    ColumnValues column = columns[field];
    if (column.size() > index) {
      throw decoders[field].corrupt(CorruptReason.DUPLICATE_KEY);
    }
    Token first = tokens.next();
    if (first == Token.NULL) {
      column.addNull();
    } else {
      decoders[field].decode(first);
    }
    if (refusesNull[field] && column.isNull(index) && !decoders[field].isNullForgiven()) {
      throw decoders[field].corrupt(CorruptReason.MISSING_REQUIRED);
    }
  }

  final CorruptRecordException corruptAt(CorruptReason reason, String path) {
    return new CorruptRecordException(reason, pointer(false) + place(path));
  }

  /** Pointer from the object that this decoder reads to a path in it. */
  String place(String path) {
    return "/" + path;
  }

  /**
   * Gives null to the fields without a value.
   *
   * @param strict whether one that is required makes the record corrupt
   */
  final void fillMissing(int index, boolean strict) throws CorruptRecordException {
    for (int field = 0; field < columns.length; field++) {
      if (columns[field].size() == index) {
        if (strict && required[field]) {
          throw decoders[field].corrupt(CorruptReason.MISSING_REQUIRED);
        }
        columns[field].addNull();
      }
    }
  }
}
