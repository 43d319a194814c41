package dev.kcompact.job.source.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks.HighWaterMark;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.FileGroup.Limit;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.TableRates;
import dev.kcompact.job.plan.UnreadableEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SerializersTest {
  private static final TableDay TABLE_DAY = new TableDay("t", LocalDate.of(2026, 11, 22));
  private static final Instant AT = Instant.ofEpochMilli(1_795_300_000_123L);
  private static final FileGroup GROUP = group(AT.minusMillis(1));
  private static final Map<String, Instant> RECENT =
      Map.of("t+0+0000000003.json", AT, "t+0+0000000005.json", AT.plusMillis(1));
  private static final EnumeratorState STATE = state(RECENT, GROUP);

  private static FileGroup group(@Nullable Instant firstDiscoveredAt) {
    return new FileGroup(
        "t/g1",
        TABLE_DAY,
        Limit.TIME_BUDGET,
        firstDiscoveredAt,
        List.of(
            new SourceObject("a/t+0+0000000001.json", "e1", 300),
            new SourceObject("a/t+0+0000000002.json", "e2", 0)));
  }

  private static EnumeratorState state(Map<String, Instant> recent, FileGroup group) {
    return new EnumeratorState(
        new DiscoveryState(
            Map.of(
                "a/",
                new PrefixHighWaterMarks(
                    Map.of("t+0+", new HighWaterMark(2, "t+0+0000000002.json")), recent, 4, AT)),
            Set.of("t"),
            AT,
            AT.plusMillis(1)),
        Map.of(TABLE_DAY, List.of(new PendingObject(new SourceObject("a/é.json", "e3", 7), AT))),
        List.of(group),
        Map.of("t", new TableRates(0.25, 1e6, true)),
        List.of());
  }

  /** Version 1, which must stay readable because savepoints contain it. */
  private static final String GOLDEN_GROUP_1 =
      "04742f67310174aba2010b54494d455f425544474554020015612f742b302b303030303030303030"
          + "312e6a736f6e026531ac020f06322e6a736f6e02653200";

  /** Version 2: the first discovery of the group's objects. */
  private static final String GOLDEN_GROUP_2 =
      "04742f67310174aba2010b54494d455f425544474554fa82e081a034020015612f742b302b30303030"
          + "3030303030312e6a736f6e026531ac020f06322e6a736f6e02653200";

  private static final String GOLDEN_STATE_1 =
      "010002612f0104742b302b02040f303030303030303030322e6a736f6e0200017801017904fb82e0"
          + "81a03401000174fb82e081a034fc82e081a034010174aba201010009612fc3a92e6a736f6e026533"
          + "07fb82e081a0340104742f67310174aba2010b54494d455f425544474554020015612f742b302b30"
          + "3030303030303030312e6a736f6e026531ac020f06322e6a736f6e026532000101743fd000000000"
          + "0000412e84800000000001";

  /** Version 2: recent names above the marks of each prefix. */
  private static final String GOLDEN_STATE_2 =
      "010002612f0104742b302b02040f303030303030303030322e6a736f6e020013742b302b30303030"
          + "3030303030332e6a736f6efb82e081a0340d06352e6a736f6efc82e081a03404fb82e081a0340100"
          + "0174fb82e081a034fc82e081a034010174aba201010009612fc3a92e6a736f6e02653307fb82e081"
          + "a0340104742f67310174aba2010b54494d455f425544474554020015612f742b302b303030303030"
          + "303030312e6a736f6e026531ac020f06322e6a736f6e026532000101743fd0000000000000412e84"
          + "800000000001";

  /** Version 3: groups of version 2. */
  private static final String GOLDEN_STATE_3 =
      "010002612f0104742b302b02040f303030303030303030322e6a736f6e020013742b302b30303030"
          + "3030303030332e6a736f6efb82e081a0340d06352e6a736f6efc82e081a03404fb82e081a0340100"
          + "0174fb82e081a034fc82e081a034010174aba201010009612fc3a92e6a736f6e02653307fb82e081"
          + "a0340104742f67310174aba2010b54494d455f425544474554fa82e081a034020015612f742b302b"
          + "303030303030303030312e6a736f6e026531ac020f06322e6a736f6e026532000101743fd0000000"
          + "000000412e84800000000001";

  /** Version 4: named sections, here none, and the position of a scan. */
  private static final String GOLDEN_STATE_4 = GOLDEN_STATE_3 + "00";

  private static final String GOLDEN_REMAINDER_4 =
      GOLDEN_STATE_3
          + "01"
          + "0f72656d61696e6465722d7363616e73"
          + "07"
          + "01"
          + "0174"
          + "03612f78";

  private static final String GOLDEN_OPEN_4 =
      GOLDEN_STATE_3 + "01" + "0d6f70656e2d6c697374696e6773" + "08" + "01" + "02612f" + "03612f78";

  private static final String GOLDEN_UNREADABLE_4 =
      GOLDEN_STATE_3
          + "01"
          + "0a756e7265616461626c65"
          + "22"
          + "01"
          + "0174aba201"
          + "0003612f62"
          + "026534"
          + "09"
          + "053430332058"
          + "fb82e081a034"
          + "02"
          + "fc82e081a034";

  private final FileGroupSerializer groups = new FileGroupSerializer();
  private final EnumeratorStateSerializer states = new EnumeratorStateSerializer();

  @Test
  void groupsOfVersionOneAreStillRead() throws IOException {
    assertThat(groups.deserialize(1, HexFormat.of().parseHex(GOLDEN_GROUP_1)))
        .isEqualTo(group(null));
  }

  @Test
  void groupsOfVersionTwoAreUnchanged() throws IOException {
    assertThat(HexFormat.of().formatHex(groups.serialize(GROUP))).isEqualTo(GOLDEN_GROUP_2);
    assertThat(groups.deserialize(2, HexFormat.of().parseHex(GOLDEN_GROUP_2))).isEqualTo(GROUP);
    assertThat(groups.deserialize(2, groups.serialize(group(null)))).isEqualTo(group(null));
  }

  @Test
  void statesOfVersionOneAreStillRead() throws IOException {
    assertThat(states.deserialize(1, HexFormat.of().parseHex(GOLDEN_STATE_1)))
        .isEqualTo(state(Map.of("x", AT, "xy", AT), group(null)));
  }

  @Test
  void statesOfVersionTwoAreStillRead() throws IOException {
    assertThat(states.deserialize(2, HexFormat.of().parseHex(GOLDEN_STATE_2)))
        .isEqualTo(state(RECENT, group(null)));
  }

  @Test
  void statesOfVersionThreeAreStillRead() throws IOException {
    assertThat(states.deserialize(3, HexFormat.of().parseHex(GOLDEN_STATE_3))).isEqualTo(STATE);
  }

  @Test
  void statesOfVersionFourAreUnchanged() throws IOException {
    assertThat(HexFormat.of().formatHex(states.serialize(STATE))).isEqualTo(GOLDEN_STATE_4);
    assertThat(states.deserialize(4, HexFormat.of().parseHex(GOLDEN_STATE_4))).isEqualTo(STATE);
  }

  @Test
  void thePositionOfAScanIsASection() throws IOException {
    EnumeratorState scanned =
        new EnumeratorState(
            STATE.discovery().withRemainderScans(Map.of("t", "a/x")),
            STATE.pending(),
            STATE.ready(),
            STATE.rates(),
            List.of());
    assertThat(HexFormat.of().formatHex(states.serialize(scanned))).isEqualTo(GOLDEN_REMAINDER_4);
    assertThat(states.deserialize(4, HexFormat.of().parseHex(GOLDEN_REMAINDER_4)))
        .isEqualTo(scanned);
  }

  @Test
  void openListingsAreASection() throws IOException {
    EnumeratorState plain = states.deserialize(4, HexFormat.of().parseHex(GOLDEN_STATE_4));
    EnumeratorState open = plain.with(plain.discovery().withOpenListings(Map.of("a/", "a/x")));
    assertThat(HexFormat.of().formatHex(states.serialize(open))).isEqualTo(GOLDEN_OPEN_4);
    assertThat(states.deserialize(4, HexFormat.of().parseHex(GOLDEN_OPEN_4))).isEqualTo(open);
  }

  @Test
  void unreadableObjectsAreASection() throws IOException {
    EnumeratorState state =
        new EnumeratorState(
            STATE.discovery(),
            STATE.pending(),
            STATE.ready(),
            STATE.rates(),
            List.of(
                new UnreadableEntry(
                    TABLE_DAY,
                    new SourceObject("a/b", "e4", 9),
                    "403 X",
                    AT,
                    2,
                    AT.plusMillis(1))));
    assertThat(HexFormat.of().formatHex(states.serialize(state))).isEqualTo(GOLDEN_UNREADABLE_4);
    assertThat(states.deserialize(4, HexFormat.of().parseHex(GOLDEN_UNREADABLE_4)))
        .isEqualTo(state);
  }

  @Test
  void unknownSectionsAreIgnored() throws IOException {
    String unknown = GOLDEN_STATE_3 + "01" + "0474686174" + "02" + "ffff";
    assertThat(states.deserialize(4, HexFormat.of().parseHex(unknown))).isEqualTo(STATE);
  }

  @Test
  void theEmptyStateIsReadAsWritten() throws IOException {
    byte[] bytes = states.serialize(EnumeratorState.EMPTY);
    assertThat(states.deserialize(4, bytes)).isEqualTo(EnumeratorState.EMPTY);
  }

  @Test
  void unknownVersionsAreRejectedWithAWayOut() {
    assertThatThrownBy(() -> groups.deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3");
    assertThatThrownBy(() -> states.deserialize(5, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("start without state");
  }

  @Test
  void truncatedBytesAreRejected() throws IOException {
    byte[] bytes = states.serialize(STATE);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> states.deserialize(4, cut)).isInstanceOf(IOException.class);
    }
  }
}
