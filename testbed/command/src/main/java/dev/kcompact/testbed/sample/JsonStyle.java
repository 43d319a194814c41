package dev.kcompact.testbed.sample;

import java.util.SplittableRandom;

/**
 * How one producer writes its JSON; the values are the same in every style.
 *
 * @param ascii whether other characters are written as escapes
 * @param spaced whether there is white space between tokens
 * @param omitsNulls whether a null field is left out
 * @param reversed whether the fields come in the opposite order
 * @param zone hours that timestamps are ahead of UTC
 */
record JsonStyle(boolean ascii, boolean spaced, boolean omitsNulls, boolean reversed, int zone) {
  private static final int[] ZONES = {-3, -3, -3, -3, -3, 0, 0, 0, -4, 9};

  static JsonStyle of(SplittableRandom random) {
    return new JsonStyle(
        random.nextInt(16) == 0,
        random.nextInt(20) == 0,
        random.nextInt(2) == 0,
        random.nextInt(40) == 0,
        ZONES[random.nextInt(ZONES.length)]);
  }

  JsonStyle unescaped() {
    return new JsonStyle(false, spaced, omitsNulls, reversed, zone);
  }
}
