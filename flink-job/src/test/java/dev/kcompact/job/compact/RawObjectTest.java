package dev.kcompact.job.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RawObjectTest {
  private static final StorageLocation ROOT = StorageLocation.parseDirectory("s3://raw/");

  private static RawObject fetch(String listedTag, long listedSize, String tag, int size)
      throws IOException {
    return RawObject.of(
        new SourceObject("a", listedTag, listedSize),
        new FetchedObject("a", tag, new byte[size]),
        ROOT);
  }

  @Test
  void anObjectAsListedIsNotChanged() throws Exception {
    assertThat(fetch("x", 3, "x", 3).changed()).isFalse();
    assertThat(fetch("x-2", 3, "x-2", 3).changed()).as("an upload in parts").isFalse();
  }

  @Test
  void anotherWriteIsAChange() throws Exception {
    RawObject changed = fetch("x", 3, "y", 5);
    assertThat(changed.changed()).isTrue();
    assertThat(changed.source()).isEqualTo(new SourceObject("a", "y", 5));
    assertThat(fetch("x", 3, "y", 3).changed()).as("of the same length").isTrue();
  }

  @Test
  void aMissingTagIsNoEvidence() throws Exception {
    assertThat(fetch("", 3, "y", 3).changed()).isFalse();
    assertThat(fetch("", 3, "y", 3).source().etag()).isEqualTo("y");
    assertThat(fetch("x", 3, "", 3).source().etag()).as("the listing's").isEqualTo("x");
    assertThat(fetch("x", 3, "", 4).changed()).as("but another length does").isTrue();
    assertThat(fetch("x", 3, "", 4).source().etag()).as("not that of another content").isEmpty();
  }

  @Test
  void theSameTagWithAnotherLengthIsAnError() {
    assertThatThrownBy(() -> fetch("x", 3, "x", 2))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Failed to read object: s3://raw/a: 2 bytes received, but the listing has 3 for the"
                + " same entity tag x");
  }
}
