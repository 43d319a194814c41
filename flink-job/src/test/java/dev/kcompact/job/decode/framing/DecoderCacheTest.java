package dev.kcompact.job.decode.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.Tables;
import dev.kcompact.job.decode.DecodeLimits;
import org.junit.jupiter.api.Test;

class DecoderCacheTest {
  private static final BaseTable A = Tables.byPath("a");
  private static final BaseTable B = Tables.byPath("b");
  private static final BaseTable C = Tables.byPath("c");

  @Test
  void removesTheLeastRecentlyUsedDecoder() {
    DecoderCache decoders = new DecoderCache(DecodeLimits.DEFAULTS, 2);
    ObjectDecoder a = decoders.of(A);
    ObjectDecoder b = decoders.of(B);
    assertThat(decoders.of(A)).isSameAs(a);

    decoders.of(C);

    assertThat(decoders.of(A)).isSameAs(a);
    assertThat(decoders.of(B)).isNotSameAs(b);
  }

  @Test
  void rejectsACapacityOfZero() {
    assertThatThrownBy(() -> new DecoderCache(DecodeLimits.DEFAULTS, 0))
        .hasMessage("capacity is not positive: 0");
  }
}
