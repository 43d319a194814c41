package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath.Origin;
import dev.kcompact.contract.schema.MarkerColumn;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.table.RecordForm;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record: the row, and the columns that are beside the row in its envelope. A place of the
 * row that comes before a better one is skipped, and read again if all better ones are null.
 */
final class RowDecoder extends StructDecoder {
  private static final int NOWHERE = -1;
  private static final int NULL = -2;

  private final RecordForm form;
  private final Members row;
  private final @Nullable ConnectSchemaCheck schemaCheck;

  /** For each place of the row: where its value begins, or whether it is null. */
  private final int[] places;

  /** Whether the only column is the text of the record. */
  private final boolean isAny;

  private final int tombstone;
  private final int unavailable;
  private boolean found;

  /** Pointer to the place where the row was found. */
  private String rowPlace = "";

  private boolean inRow;

  private final List<SideDecoder> sides;

  /** The objects that are read beside the records; null where there are none. */
  private @Nullable PairedRecords paired;

  RowDecoder(RecordContext context, TableSchema schema, RecordForm form) {
    this(context, schema, form, SideDecoder.of(schema, context));
  }

  private RowDecoder(
      RecordContext context, TableSchema schema, RecordForm form, List<SideDecoder> sides) {
    super(
        null,
        "",
        context,
        schema.root(),
        recordMembers(schema.root(), form),
        SideDecoder.byColumn(sides));
    this.form = form;
    this.sides = sides;
    isAny = schema.isAny();
    row = rowMembers(schema.root());
    places = new int[form.at().size()];
    tombstone = indexOf(schema, MarkerColumn.TOMBSTONE);
    unavailable = indexOf(schema, MarkerColumn.UNAVAILABLE);
    schemaCheck = hasConnectSchema(form) ? new ConnectSchemaCheck(schema, form) : null;
  }

  private static int indexOf(TableSchema schema, MarkerColumn marker) {
    return schema.columns().stream().map(Field::name).toList().indexOf(marker.columnName());
  }

  private static boolean hasConnectSchema(RecordForm form) {
    return (form.dialect() == Dialect.CONNECT || form.dialect() == Dialect.DEBEZIUM)
        && form.at().get(0).steps().stream().findFirst().filter("payload"::equals).isPresent();
  }

  private static Members recordMembers(StructType type, RecordForm form) {
    Members.Builder members = new Members.Builder();
    for (int i = 0; i < type.fields().size(); i++) {
      Field field = type.fields().get(i);
      Origin origin = field.path().origin();
      boolean inRecord = origin == Origin.RECORD || !form.isEnvelope() && origin == Origin.ROW;
      if (isRead(field) && inRecord) {
        members.add(field.path().pointer(), Members.Kind.FIELD, i);
      }
    }
    for (int i = 0; form.isEnvelope() && i < form.at().size(); i++) {
      members.add(form.at().get(i), Members.Kind.ROW, i);
    }
    if (hasConnectSchema(form)) {
      members.add(Pointer.parse("/schema"), Members.Kind.SCHEMA, 0);
    }
    form.ignored().forEach(part -> members.add(part, Members.Kind.IGNORED, 0));
    return members.build();
  }

  private static Members rowMembers(StructType type) {
    Members.Builder members = new Members.Builder();
    for (int i = 0; i < type.fields().size(); i++) {
      Field field = type.fields().get(i);
      if (isRead(field) && field.path().origin() == Origin.ROW) {
        members.add(field.path().pointer(), Members.Kind.FIELD, i);
      }
    }
    return members.build();
  }

  private static boolean isRead(Field field) {
    return Arrays.stream(MarkerColumn.values())
        .noneMatch(marker -> marker.columnName().equals(field.name()));
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    if (isAny) {
      decodeAny(token);
      return;
    }
    if (token != Token.START_OBJECT) {
      throw corrupt(CorruptReason.NOT_AN_OBJECT);
    }
    context.requireDepth(this);
    int index = values().addStruct();
    found = !form.isEnvelope();
    rowPlace = "";
    inRow = false;
    Arrays.fill(places, NOWHERE);
    readMembers(members(), index);
    if (!found) {
      readPostponed(index);
    }
    finish(index);
  }

  /** Takes the text of the record as it is written. */
  private void decodeAny(Token first) throws MalformedJsonException, CorruptRecordException {
    int unused = values().addStruct();
    int start = tokens.tokenStart();
    context.readText(first, this);
    ((TextValues) columns[0]).add(start, tokens.position() - start);
  }

  /** Sets the objects whose records are read beside those of the next object. */
  void setPaired(@Nullable PairedRecords records) {
    paired = records;
    if (records != null) {
      records.start();
    }
  }

  /** Reads the records of side objects that belong to the one that begins at {@code start}. */
  void readSides(int start) throws CorruptRecordException {
    if (form.paired().isEmpty()) {
      return;
    }
    if (paired == null || !paired.moveTo(start, form.paired())) {
      throw corrupt(CorruptReason.UNPAIRED);
    }
    for (SideDecoder side : sides) {
      side.read(paired);
    }
  }

  /** Makes the row of a record that is null, which is the tokenizer's current token. */
  void decodeNull() throws MalformedJsonException, CorruptRecordException {
    if (isAny && form.tombstones() != RecordForm.Tombstones.SKIP) {
      decodeAny(Token.NULL);
      return;
    }
    decodeTombstone();
  }

  /** Makes the row of a record that is null where a text of JSON is expected. */
  void decodeTombstone() throws CorruptRecordException {
    int index = values().addStruct();
    found = false;
    finish(index);
  }

  private void finish(int index) throws CorruptRecordException {
    if (!found && form.tombstones() != RecordForm.Tombstones.KEEP) {
      throw corrupt(CorruptReason.TOMBSTONE);
    }
    if (found && isUndeclaredEnvelope()) {
      throw corrupt(CorruptReason.UNDECLARED_ENVELOPE);
    }
    if (tombstone >= 0) {
      ((LongValues) columns[tombstone]).add(found ? 0 : 1);
    }
    if (unavailable >= 0) {
      context.takeUnavailable((TextValues) columns[unavailable]);
    }
    fillMissing(index, found);
  }

  /** Whether the record has the object of an envelope, and no member is a column. */
  private boolean isUndeclaredEnvelope() {
    if (!context.rescued().hasEnvelope()) {
      return false;
    }
    for (ColumnValues column : columns) {
      if (column.size() > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  void readPart(Members known, int member, Token first, int index)
      throws MalformedJsonException, CorruptRecordException {
    int from = tokens.tokenStart();
    if (known.kind(member) == Members.Kind.ROW) {
      readPlace(known, member, first, index);
      return;
    }
    context.skipValue(first, this);
    if (known.kind(member) == Members.Kind.SCHEMA && schemaCheck != null && first != Token.NULL) {
      String differing =
          schemaCheck.firstDifference(context.record().bufferOf(from), from, tokens.position());
      if (differing != null) {
        throw new CorruptRecordException(CorruptReason.SCHEMA_DIFFERS, differing);
      }
    }
  }

  private void readPlace(Members known, int member, Token first, int index)
      throws MalformedJsonException, CorruptRecordException {
    int place = known.index(member);
    if (first == Token.NULL) {
      places[place] = NULL;
    } else if (first != Token.START_OBJECT) {
      throw corruptAt(CorruptReason.WRONG_TYPE, known.path(member));
    } else if (!found && isBest(place)) {
      readRow(place, index);
    } else {
      places[place] = tokens.tokenStart();
      context.skipValue(first, this);
    }
  }

  @Override
  String place(String path) {
    return (inRow ? rowPlace : "") + "/" + path;
  }

  @Override
  void appendStep(StringBuilder pointer, boolean withKeys, String child) {
    pointer.append(child.startsWith("/") ? child : rowPlace + "/" + child);
  }

  @Override
  String rescuedName(String pointer) {
    return !form.isEnvelope()
        ? pointer.substring(1)
        : inRow ? pointer.substring(rowPlace.length() + 1) : pointer;
  }

  /** Whether all better places are known to be null. */
  private boolean isBest(int place) {
    for (int better = 0; better < place; better++) {
      if (places[better] != NULL) {
        return false;
      }
    }
    return true;
  }

  private void readRow(int place, int index) throws MalformedJsonException, CorruptRecordException {
    found = true;
    rowPlace = form.at().get(place).toString();
    inRow = true;
    context.requireDepth(this);
    readMembers(row, index);
    inRow = false;
  }

  private void readPostponed(int index) throws MalformedJsonException, CorruptRecordException {
    for (int place = 0; place < places.length; place++) {
      if (places[place] >= 0) {
        int after = tokens.position();
        int depth = tokens.depth();
        try {
          tokens.rewind(places[place]);
          tokens.next();
          readRow(place, index);
        } finally {
          tokens.resume(after, depth);
        }
        return;
      }
    }
  }
}
