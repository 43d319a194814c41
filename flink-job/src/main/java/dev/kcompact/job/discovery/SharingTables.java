package dev.kcompact.job.discovery;

import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.naming.TableObjects;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.listing.ListedKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table and those whose prefix overlaps with its own, so that they share directories. */
final class SharingTables implements ListedKey.Reader {
  private static final ListedKey UNTRACKED = new ListedKey.Untracked();
  private static final ListedKey UNORDERED = new ListedKey.Unordered();

  private final List<Member> members;

  private record Member(BaseTable table, TableObjects objects) {}

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
    for (Member member : members) {
      if (member.objects().kindOf(key) == ObjectKind.ROWS) {
        return member.table();
      }
    }
    return null;
  }

  /** How an object is left out; empty unless a table excludes it. */
  Optional<ObjectKind> exclusionOf(String key) {
    return members.stream()
        .map(member -> member.objects().kindOf(key))
        .filter(ObjectKind::isExcluded)
        .findFirst();
  }

  @Override
  public ListedKey read(String key) {
    boolean isExcluded = false;
    for (Member member : members) {
      ObjectKind kind = member.objects().kindOf(key);
      if (kind == ObjectKind.ROWS) {
        return ordered(member.objects().nameOf(key), true).orElse(UNORDERED);
      }
      isExcluded |= kind.isExcluded();
    }
    return isExcluded ? UNTRACKED : otherTopic(key);
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
