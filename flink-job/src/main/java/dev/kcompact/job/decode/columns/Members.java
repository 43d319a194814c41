package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.RecordBytes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of a JSON object that a decoder reads. Pointers are compiled to a table of names for
 * each object on their path.
 */
final class Members {
  static final int UNKNOWN = -1;

  /** What a member is. */
  enum Kind {
    /** A column's value. */
    FIELD,
    /** One of the places where the row may be. */
    ROW,
    /** An object that holds other members. */
    GROUP,
    /** The schema that Kafka Connect writes with each record. */
    SCHEMA,
    /** Left out on purpose. */
    IGNORED
  }

  /** Pointer of the object, relative to its struct, without the leading slash; empty for itself. */
  private final String path;

  private final byte[][] names;
  private final Kind[] kinds;

  /** Index of the field or of the row's place. */
  private final int[] indexes;

  private final Members[] groups;
  private final boolean ignoresRest;

  private Members(String path, Node node) {
    this.path = path;
    List<Map.Entry<String, Node>> children = List.copyOf(node.children.entrySet());
    ignoresRest = node.kind == Kind.IGNORED;
    names = new byte[children.size()][];
    kinds = new Kind[names.length];
    indexes = new int[names.length];
    groups = new Members[names.length];
    for (int i = 0; i < names.length; i++) {
      Node child = children.get(i).getValue();
      String name = children.get(i).getKey();
      names[i] = name.getBytes(UTF_8);
      kinds[i] = child.children.isEmpty() ? child.kind : Kind.GROUP;
      indexes[i] = child.index;
      if (kinds[i] == Kind.GROUP) {
        groups[i] = new Members(step(path, name), child);
      }
    }
  }

  private static String step(String path, String name) {
    return path.isEmpty() ? Pointer.escape(name) : path + "/" + Pointer.escape(name);
  }

  /** The member that the tokenizer's current name means; first compared with {@code expected}. */
  int find(RecordContext context, int expected) {
    JsonTokenizer tokens = context.tokens();
    int start = tokens.textStart();
    byte[] buffer = context.record().bufferOf(start);
    int from = RecordBytes.offsetOf(start);
    int to = from + tokens.textLength();
    if (expected < names.length && isNamed(expected, buffer, from, to)) {
      return expected;
    }
    for (int member = 0; member < names.length; member++) {
      if (isNamed(member, buffer, from, to)) {
        return member;
      }
    }
    return UNKNOWN;
  }

  private boolean isNamed(int member, byte[] buffer, int from, int to) {
    byte[] name = names[member];
    return name.length == to - from && Arrays.equals(name, 0, name.length, buffer, from, to);
  }

  Kind kind(int member) {
    return kinds[member];
  }

  /** Index of the field or of the row's place. */
  int index(int member) {
    return indexes[member];
  }

  Members group(int member) {
    return groups[member];
  }

  String path() {
    return path;
  }

  String path(int member) {
    return step(path, new String(names[member], UTF_8));
  }

  /** Whether unknown members are left out on purpose. */
  boolean ignoresRest() {
    return ignoresRest;
  }

  private static final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private Kind kind = Kind.GROUP;
    private int index;
  }

  /** Collects pointers. */
  static final class Builder {
    private final Node root = new Node();

    /**
     * Adds a place. One that is ignored gives way to those inside it, and to another use of the
     * same place.
     */
    Builder add(Pointer pointer, Kind kind, int index) {
      Node node = root;
      for (String step : pointer.steps()) {
        node = node.children.computeIfAbsent(step, name -> new Node());
      }
      if (kind != Kind.IGNORED || node.kind == Kind.GROUP) {
        node.kind = kind;
        node.index = index;
      }
      return this;
    }

    Members build() {
      return new Members("", root);
    }
  }
}
