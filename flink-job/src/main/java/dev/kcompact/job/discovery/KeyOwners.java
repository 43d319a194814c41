package dev.kcompact.job.discovery;

import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.ObjectOwners;
import dev.kcompact.contract.table.ObjectOwners.Owner;
import dev.kcompact.job.discovery.listing.ListedKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keys are to the tables. Not thread-safe. */
final class KeyOwners implements ListedKey.Reader {
  private static final ListedKey UNTRACKED = new ListedKey.Untracked();
  private static final ListedKey UNORDERED = new ListedKey.Unordered();

  private final ObjectOwners owners;
  private String lastKey = "";
  private @Nullable Owner last;

  KeyOwners(ObjectOwners owners) {
    this.owners = owners;
  }

  /** The table whose rows an object holds; null without one. */
  @Nullable BaseTable ownerOf(String key) {
    Owner owner = resolve(key);
    return owner != null && owner.kind() == ObjectKind.ROWS ? owner.table() : null;
  }

  /** How an object is left out; empty unless a table excludes it. */
  Optional<ObjectKind> exclusionOf(String key) {
    return Optional.ofNullable(resolve(key)).map(Owner::kind).filter(ObjectKind::isExcluded);
  }

  @Override
  public ListedKey read(String key) {
    Owner owner = resolve(key);
    if (owner == null) {
      return otherTopic(key);
    }
    if (owner.kind() == ObjectKind.ROWS) {
      return ordered(owner.table().nameOf(key), true).orElse(UNORDERED);
    }
    return owner.kind().isExcluded() ? UNTRACKED : otherTopic(key);
  }

  /** Remembers the last key, since it is asked for its mark and for its owner. */
  private @Nullable Owner resolve(String key) {
    if (!lastKey.equals(key)) {
      last = owners.find(key).orElse(null);
      lastKey = key;
    }
    return last;
  }

  /** The mark of another topic saves listing its objects again and again. */
  private ListedKey otherTopic(String key) {
    return ordered(owners.anyNameOf(key), false).orElse(UNTRACKED);
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
