package dev.kcompact.contract.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.Encoding.JsonText;
import dev.kcompact.contract.schema.Encoding.Local;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.ValueForm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Digests of how a definition reads values. The digested texts are stored by their digests: they
 * must not change, so they are written out here and name no class.
 */
final class FormDigest {
  private static final int BYTES = 8;

  private FormDigest() {}

  /** Digest of a column's form: its place, encoding and nulls, also inside of it. */
  static String of(Field field) {
    StringBuilder text = new StringBuilder();
    field(text, field);
    return digest(text.toString());
  }

  /** Digest of what the records look like around their rows. */
  static String of(RecordForm record) {
    return digest(
        String.join(
            "\n",
            record.dialect().name(),
            Boolean.toString(record.jsonText()),
            texts(record.at()),
            texts(record.ignored()),
            record.tombstones().name(),
            Boolean.toString(record.keys()),
            Boolean.toString(record.headers())));
  }

  private static String texts(List<?> pointers) {
    return String.join(" ", pointers.stream().map(each -> '"' + each.toString() + '"').toList());
  }

  private static void field(StringBuilder out, Field field) {
    out.append('(').append(field.path()).append('\n');
    out.append(field.required()).append(' ').append(field.nullable()).append('\n');
    form(out, field.form());
    type(out, field.type());
    out.append(')');
  }

  private static void type(StringBuilder out, ColumnType type) {
    if (type instanceof ArrayType array) {
      form(out, array.form());
      type(out, array.element());
    } else if (type instanceof MapType map) {
      form(out, map.form());
      type(out, map.value());
    } else if (type instanceof StructType struct) {
      struct.fields().forEach(field -> field(out, field));
    }
  }

  private static void form(StringBuilder out, ValueForm form) {
    out.append('[');
    encoding(out, form.encoding());
    for (Object value : form.nulls()) {
      out.append('\n').append(value instanceof String ? '"' : '#').append(value);
    }
    out.append(']');
  }

  private static void encoding(StringBuilder out, Encoding encoding) {
    if (encoding instanceof Named named) {
      out.append(named.keyword());
    } else if (encoding instanceof Local local) {
      out.append("local ").append(local.pattern()).append('\n').append(local.zone());
    } else {
      out.append("json-text");
      form(out, ((JsonText) encoding).content());
    }
  }

  private static String digest(String text) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(sha256, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
