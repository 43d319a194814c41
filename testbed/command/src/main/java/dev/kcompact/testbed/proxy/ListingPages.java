package dev.kcompact.testbed.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a listing's page end early, as S3 may at any time. */
final class ListingPages {
  private static final Pattern OBJECT = Pattern.compile("<Contents>.*?</Contents>", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>", Pattern.DOTALL);
  private static final Pattern TRUNCATED = Pattern.compile("<IsTruncated>[a-z]*</IsTruncated>");
  private static final Pattern TOKEN =
      Pattern.compile("<NextContinuationToken>.*?</NextContinuationToken>", Pattern.DOTALL);

  private ListingPages() {}

  /**
   * The first half of a page's objects. A page of fewer than two, and one with common prefixes, is
   * left as it is.
   */
  static byte[] shortened(byte[] page) {
    String text = new String(page, UTF_8);
    int objects = (int) OBJECT.matcher(text).results().count();
    if (objects < 2 || text.contains("<CommonPrefixes>")) {
      return page;
    }
    Matcher object = OBJECT.matcher(text);
    String last = "";
    for (int i = 0; i < objects / 2 && object.find(); i++) {
      last = object.group();
    }
    int from = object.end();
    String rest = text.substring(from);
    int end = rest.lastIndexOf("</Contents>") + "</Contents>".length();
    String kept = text.substring(0, from) + rest.substring(end);
    String token = Base64.getEncoder().encodeToString(key(last).getBytes(UTF_8));
    return TRUNCATED
        .matcher(TOKEN.matcher(kept).replaceAll(""))
        .replaceFirst(
            "<IsTruncated>true</IsTruncated><NextContinuationToken>"
                + token
                + "</NextContinuationToken>")
        .getBytes(UTF_8);
  }

  private static String key(String object) {
    Matcher key = KEY.matcher(object);
    if (!key.find()) {
      throw new IllegalStateException("an object of a listing has no key");
    }
    return java.net.URLDecoder.decode(key.group(1).replace("+", "%2B"), UTF_8);
  }
}
