package dev.kcompact.finalizer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.location.StorageLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest {
  @TempDir Path tmp;

  @Test
  void spacesAndPercentSignsOfAFolderAreLiteral() throws Exception {
    ObjectStore store = Stores.open(StorageLocation.parse("file://" + tmp + "/my lake%20x/"));

    store.put("a b/c%2Fd.json", "{}");

    Path file = tmp.resolve("my lake%20x").resolve("a b").resolve("c%2Fd.json");
    assertThat(Files.readString(file)).isEqualTo("{}");
    assertThat(store.list("a b/")).extracting(StoredObject::key).containsExactly("a b/c%2Fd.json");
    assertThat(store.locationOf("a b/c%2Fd.json")).isEqualTo("file://" + file);
    assertThat(Stores.open(store.root()).text("a b/c%2Fd.json")).contains("{}");
  }

  @Test
  void keepsOnlyWhatIsWanted() {
    ObjectStore store = Stores.open(StorageLocation.ofFolder(tmp));
    for (String key : List.of("a/2.json", "a/1.json", "a/b/3.json", "c/4.json")) {
      store.put(key, "{}");
    }
    List<String> asked = new ArrayList<>();

    List<StoredObject> found =
        store.list(
            "a/",
            object -> {
              asked.add(object.key());
              return object.key().compareTo("a/2") < 0;
            });

    assertThat(found).extracting(StoredObject::key).containsExactly("a/1.json");
    assertThat(asked).containsExactlyInAnyOrder("a/1.json", "a/2.json", "a/b/3.json");
  }
}
