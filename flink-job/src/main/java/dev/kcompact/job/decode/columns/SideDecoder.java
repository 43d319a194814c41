package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath.Origin;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the columns that are in the records of one kind of side object. */
class SideDecoder extends StructDecoder {
  final List<Field> fields;
  private final PairedObject kind;
  private final NestedText text;
  private final String prefix;

  SideDecoder(PairedObject kind, NestedText text, List<Field> fields) {
    super(
        null,
        "",
        text.context(),
        new StructType(fields),
        membersOf(new StructType(fields)),
        Map.of());
    this.kind = kind;
    this.text = text;
    this.fields = List.copyOf(fields);
    prefix = kind == PairedObject.KEYS ? "key:/" : "header:/";
  }

  /** The decoders of a table's columns in side objects. */
  static List<SideDecoder> of(TableSchema schema, RecordContext context) {
    List<SideDecoder> decoders = new ArrayList<>();
    List<Field> keys = fields(schema, Origin.KEY);
    if (!keys.isEmpty()) {
      decoders.add(new SideDecoder(PairedObject.KEYS, context.nest(), keys));
    }
    List<Field> headers = fields(schema, Origin.HEADER);
    if (!headers.isEmpty()) {
      decoders.add(new HeadersDecoder(context.nest(), headers));
    }
    return decoders;
  }

  private static List<Field> fields(TableSchema schema, Origin origin) {
    return schema.columns().stream().filter(it -> it.path().origin() == origin).toList();
  }

  /** Reads the record that belongs to the current one. */
  final void read(PairedRecords records) throws CorruptRecordException {
    text.decode(records.bytes(kind), records.start(kind), records.end(kind), this, () -> {});
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    if (token != Token.START_OBJECT) {
      throw new CorruptRecordException(CorruptReason.NOT_AN_OBJECT, prefix);
    }
    readMembers(members(), 0);
  }

  @Override
  String place(String path) {
    return prefix + path;
  }

  @Override
  void appendStep(StringBuilder pointer, boolean withKeys, String child) {
    pointer.append(prefix).append(child);
  }

  @Override
  String rescuedName(String pointer) {
    return pointer;
  }

  /** Reads {@code {"headers": [{"key": "source", "value": "app"}]}}. */
  private static final class HeadersDecoder extends SideDecoder {
    private final List<String> names;

    HeadersDecoder(NestedText text, List<Field> fields) {
      super(PairedObject.HEADERS, text, fields);
      names = fields.stream().map(field -> field.path().pointer().steps().get(0)).toList();
    }

    @Override
    void decode(Token token) throws MalformedJsonException, CorruptRecordException {
      if (token != Token.START_OBJECT) {
        throw corruptAt(CorruptReason.NOT_AN_OBJECT, "");
      }
      while (tokens.next() != Token.END_OBJECT) {
        boolean headers = context.isText("headers");
        Token first = tokens.next();
        if (!headers || first != Token.START_ARRAY) {
          throw corruptAt(CorruptReason.WRONG_TYPE, "");
        }
        while (tokens.next() == Token.START_OBJECT) {
          readHeader();
        }
      }
    }

    /** Reads the name, and then the value, in whichever order they are. */
    private void readHeader() throws MalformedJsonException, CorruptRecordException {
      String name = "";
      int value = -1;
      while (tokens.next() == Token.NAME) {
        boolean isKey = context.isText("key");
        Token first = tokens.next();
        if (isKey && first == Token.STRING) {
          name = context.text();
        } else if (!isKey) {
          value = tokens.tokenStart();
          context.skipValue(first, this);
        }
      }
      int after = tokens.position();
      int depth = tokens.depth();
      if (value >= 0) {
        tokens.rewind(value);
        readValue(name);
        tokens.resume(after, depth);
      }
    }

    private void readValue(String name) throws MalformedJsonException, CorruptRecordException {
      int field = names.indexOf(name);
      Token first = tokens.next();
      if (field < 0) {
        int from = tokens.tokenStart();
        context.skipValue(first, this);
        context.rescue(place(Pointer.escape(name)), from);
      } else if (columns[field].size() > 0) {
        throw decoders[field].corrupt(CorruptReason.DUPLICATE_KEY);
      } else if (first == Token.NULL) {
        columns[field].addNull();
      } else {
        decoders[field].decode(first);
      }
    }
  }

  /** The decoders by the names of their columns. */
  static Map<String, ValueDecoder> byColumn(List<SideDecoder> sides) {
    Map<String, ValueDecoder> decoders = new HashMap<>();
    for (SideDecoder side : sides) {
      for (int i = 0; i < side.fields.size(); i++) {
        decoders.put(side.fields.get(i).name(), side.decoders[i]);
      }
    }
    return decoders;
  }
}
