package dev.kcompact.job.discovery;

import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.naming.TableObjects;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.listing.ListedKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table and those whose prefix overlaps with its own, so that they share directories. Not
 * thread-safe.
 */
final class SharingTables implements ListedKey.Reader {
  private static final ListedKey UNTRACKED = new ListedKey.Untracked();
  private static final ListedKey UNORDERED = new ListedKey.Unordered();

  private final List<Member> members;

  private @Nullable Resolved last;

  private record Member(BaseTable table, TableObjects objects) {}

  /** What a key is, to the member that it belongs to. */
  private record Resolved(String key, Member member, ObjectKind kind) {}

  private SharingTables(List<Member> members) {
    this.members = members;
  }

  static SharingTables of(BaseTable table, List<BaseTable> all) {
    return new SharingTables(
        all.stream()
            .filter(
                other ->
                    other.prefix().startsWith(table.prefix())
                        || table.prefix().startsWith(other.prefix()))
            .map(other -> new Member(other, other.objects()))
            .toList());
  }

  /** Whether there is more than one. */
  boolean areSeveral() {
    return members.size() > 1;
  }

  /** The table whose rows an object holds; null without one. */
  @Nullable BaseTable ownerOf(String key) {
    Resolved resolved = resolve(key);
    return resolved.kind() == ObjectKind.ROWS ? resolved.member().table() : null;
  }

  /** How an object is left out; empty unless a table excludes it. */
  Optional<ObjectKind> exclusionOf(String key) {
    return Optional.of(resolve(key).kind()).filter(ObjectKind::isExcluded);
  }

  @Override
  public ListedKey read(String key) {
    Resolved resolved = resolve(key);
    if (resolved.kind() == ObjectKind.ROWS) {
      return ordered(resolved.member().objects().nameOf(key), true).orElse(UNORDERED);
    }
    return resolved.kind().isExcluded() ? UNTRACKED : otherTopic(key);
  }

  /** Remembers the last key, since it is asked for its mark and for its owner. */
  private Resolved resolve(String key) {
    Resolved known = last;
    if (known == null || !known.key().equals(key)) {
      known = find(key);
      last = known;
    }
    return known;
  }

  private Resolved find(String key) {
    Resolved found = new Resolved(key, members.get(0), ObjectKind.ELSEWHERE);
    for (Member member : members) {
      ObjectKind kind = member.objects().kindOf(key);
      if (kind == ObjectKind.ROWS) {
        return new Resolved(key, member, kind);
      }
      if (kind.isExcluded()) {
        found = new Resolved(key, member, kind);
      }
    }
    return found;
  }

  /** The mark of another topic saves listing its objects again and again. */
  private ListedKey otherTopic(String key) {
    return members.stream()
        .flatMap(member -> member.objects().anyNameOf(key).stream())
        .findFirst()
        .flatMap(name -> ordered(Optional.of(name), false))
        .orElse(UNTRACKED);
  }

  private static Optional<ListedKey> ordered(Optional<ObjectName> name, boolean isOwned) {
    return name.flatMap(
        it -> {
          String stem = it.stem();
          return stem == null
              ? Optional.empty()
              : Optional.of(new ListedKey.Ordered(stem, it.startOffset(), isOwned));
        });
  }
}
