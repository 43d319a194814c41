package dev.kcompact.contract.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The checksums are {@code md5sum}'s for {@code hello}, and for the bytes of that sum. */
class EntityTagTest {
  private static final byte[] HELLO = EntityTag.md5().digest("hello".getBytes(UTF_8));
  private static final byte[] OTHER = EntityTag.md5().digest("hallo".getBytes(UTF_8));

  @Test
  void theSumOfAnObjectWrittenAtOnce() {
    EntityTag tag = new EntityTag("\"5D41402ABC4B2A76B9719D911017C592\"");

    assertThat(tag.isSum()).isTrue();
    assertThat(tag.contradicts(HELLO)).isFalse();
    assertThat(tag.contradicts(OTHER)).isTrue();
  }

  @Test
  void theSumOfAnUploadOfOnePart() {
    EntityTag tag = new EntityTag("62109206880d38a4010a98e11243924a-1");

    assertThat(tag.isSum()).isTrue();
    assertThat(tag.contradicts(HELLO)).isFalse();
    assertThat(tag.contradicts(OTHER)).isTrue();
  }

  @Test
  void whatIsNoSumContradictsNothing() {
    for (String text : new String[] {"", "62109206880d38a4010a98e11243924a-2", "0x8DBC5"}) {
      assertThat(new EntityTag(text).isSum()).as(text).isFalse();
      assertThat(new EntityTag(text).contradicts(HELLO)).as(text).isFalse();
    }
  }
}
