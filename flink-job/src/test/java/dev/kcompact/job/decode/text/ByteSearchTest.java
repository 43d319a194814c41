package dev.kcompact.job.decode.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private static final int LENGTH = 40;

  @Test
  void findsEveryByteThatIsNoPlainTextWhereverItStands() {
    for (int value = 0; value < 256; value++) {
      boolean plain = value >= ' ' && value < 0x80 && value != '"' && value != '\\';
      for (int at = 0; at < LENGTH; at++) {
        byte[] text = filled('a');
        text[at] = (byte) value;
        assertThat(ByteSearch.endOfPlainText(text, 0, LENGTH))
            .as("byte %d at %d", value, at)
            .isEqualTo(plain ? LENGTH : at);
      }
    }
  }

  @Test
  void staysWithinItsRange() {
    byte[] text = filled('a');
    text[3] = '"';
    text[30] = '"';
    for (int from = 4; from <= 30; from++) {
      for (int to = from; to <= 30; to++) {
        assertThat(ByteSearch.endOfPlainText(text, from, to)).isEqualTo(to);
      }
    }
  }

  /** A borrow from a byte that was found must not hide or invent one before it. */
  @Test
  void findsTheFirstOfTwo() {
    byte[] found = {'"', '\\', 0, 0x1f, (byte) 0x80, (byte) 0xff};
    byte[] beside = {'!', '#', '[', ']', ' ', 0x7f, 0x21, 0x23};
    for (byte first : found) {
      for (byte neighbour : beside) {
        for (int at = 1; at < LENGTH; at++) {
          byte[] text = filled('a');
          text[at - 1] = neighbour;
          text[at] = first;
          Arrays.fill(text, at + 1, LENGTH, neighbour);
          assertThat(ByteSearch.endOfPlainText(text, 0, LENGTH)).isEqualTo(at);
        }
      }
    }
  }

  @Test
  void findsNewlines() {
    for (int value = 0; value < 256; value++) {
      for (int at = 0; at < LENGTH; at++) {
        byte[] text = filled(0x0b);
        text[at] = (byte) value;
        assertThat(ByteSearch.newline(text, 0, LENGTH)).isEqualTo(value == '\n' ? at : LENGTH);
      }
    }
  }

  private static byte[] filled(int value) {
    byte[] text = new byte[LENGTH];
    Arrays.fill(text, (byte) value);
    return text;
  }
}
