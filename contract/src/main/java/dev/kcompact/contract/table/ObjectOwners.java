package dev.kcompact.contract.table;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.NameMatch;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.naming.TableObjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the table that a key belongs to. The number of steps depends on the directories of the key
 * and the tables of its topic, not on the number of tables. Immutable.
 */
public final class ObjectOwners {
  /** Directories with fewer tables are searched without an index. */
  private static final int FEW = 4;

  private final Map<String, Directory> directories = new HashMap<>();
  private final Map<String, Map<String, List<Member>>> tombstones = new HashMap<>();

  /** A table that an object may belong to, and what the object is to it. */
  public record Owner(BaseTable table, ObjectKind kind) {
    public Owner {
      requireNonNull(table, "table is null");
      requireNonNull(kind, "kind is null");
    }
  }

  private record Member(BaseTable table, TableObjects objects) {}

  /** The tables of one prefix. */
  private static final class Directory {
    private final List<Member> all = new ArrayList<>();
    private final Map<ObjectNaming, Map<String, List<Member>>> byTopic = new HashMap<>();

    void add(Member member) {
      all.add(member);
      byTopic
          .computeIfAbsent(member.table().naming(), naming -> new HashMap<>())
          .computeIfAbsent(member.table().topic(), topic -> new ArrayList<>())
          .add(member);
    }

    void collect(String key, int prefixLength, List<Member> into) {
      if (all.size() < FEW) {
        into.addAll(all);
        return;
      }
      byTopic.forEach(
          (naming, topics) -> {
            Optional<String> named = TableObjects.namedTopic(key, prefixLength, naming);
            if (named.isPresent()) {
              into.addAll(topics.getOrDefault(named.get(), List.of()));
            } else {
              topics.values().forEach(into::addAll);
            }
          });
    }
  }

  public ObjectOwners(Collection<BaseTable> tables) {
    for (BaseTable table : tables) {
      Member member = new Member(table, table.objects());
      directories.computeIfAbsent(table.prefix(), prefix -> new Directory()).add(member);
      tombstones
          .computeIfAbsent(member.objects().tombstonesBeside(), folder -> new HashMap<>())
          .computeIfAbsent(table.topic(), topic -> new ArrayList<>())
          .add(member);
    }
  }

  /**
   * Returns the table whose rows an object holds, else one that leaves it out, else one below whose
   * prefix it lies.
   */
  public Optional<Owner> find(String key) {
    Owner found = null;
    for (Member member : candidates(key)) {
      ObjectKind kind = member.objects().kindOf(key);
      if (kind == ObjectKind.ROWS) {
        return Optional.of(new Owner(member.table(), kind));
      }
      if (kind.isExcluded() || found == null) {
        found = new Owner(member.table(), kind);
      }
    }
    return Optional.ofNullable(found);
  }

  /** What a key says, of any topic; empty where it carries no order. */
  public Optional<ObjectName> anyNameOf(String key) {
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
      Directory directory = directories.get(key.substring(0, slash + 1));
      if (directory != null) {
        for (ObjectNaming naming : directory.byTopic.keySet()) {
          Optional<ObjectName> name = naming.match(key, slash + 1).flatMap(NameMatch::order);
          if (name.isPresent()) {
            return name;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The tables that are asked for a key. */
  List<BaseTable> tablesFor(String key) {
    return candidates(key).stream().map(Member::table).toList();
  }

  private List<Member> candidates(String key) {
    List<Member> candidates = new ArrayList<>(2);
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
      String above = key.substring(0, slash + 1);
      Directory directory = directories.get(above);
      if (directory != null) {
        directory.collect(key, above.length(), candidates);
      }
      Map<String, List<Member>> topics = tombstones.get(above);
      if (topics != null) {
        TableObjects.tombstoneTopics(key, above.length())
            .forEach(topic -> candidates.addAll(topics.getOrDefault(topic, List.of())));
      }
    }
    return candidates;
  }
}
