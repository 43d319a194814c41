package dev.kcompact.testbed.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;

/** Builds the XML of one page of a listing. */
final class ListingPage {
  private final StringBuilder contents = new StringBuilder();
  private final StringBuilder folders = new StringBuilder();
  private final String bucket;
  private final String prefix;
  private final boolean urls;
  private final int most;
  private int count;
  private String last = "";

  /**
   * @param urls whether names are URL-encoded
   */
  ListingPage(String bucket, String prefix, boolean urls, int most) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.urls = urls;
    this.most = most;
  }

  boolean isFull() {
    return count == most;
  }

  void object(String key, FolderIndex.Entry object) {
    contents
        .append("<Contents><Key>")
        .append(coded(key))
        .append("</Key><LastModified>")
        .append(object.modified())
        .append("</LastModified><ETag>&quot;")
        .append(object.md5())
        .append("&quot;</ETag><Size>")
        .append(object.size())
        .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
    took(key);
  }

  void folder(String name) {
    folders.append("<CommonPrefixes><Prefix>").append(coded(name));
    folders.append("</Prefix></CommonPrefixes>");
    took(name);
  }

  private void took(String name) {
    count++;
    last = name;
  }

  String truncated() {
    String token = Base64.getUrlEncoder().encodeToString(last.getBytes(UTF_8));
    return xml(
        "<IsTruncated>true</IsTruncated><NextContinuationToken>"
            + token
            + "</NextContinuationToken>");
  }

  String last() {
    return xml("<IsTruncated>false</IsTruncated>");
  }

  private String xml(String end) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>"
        + bucket
        + "</Name><Prefix>"
        + coded(prefix)
        + "</Prefix><KeyCount>"
        + count
        + "</KeyCount><MaxKeys>"
        + most
        + "</MaxKeys>"
        + (urls ? "<EncodingType>url</EncodingType>" : "")
        + end
        + contents
        + folders
        + "</ListBucketResult>";
  }

  private String coded(String name) {
    return urls
        ? URLEncoder.encode(name, UTF_8).replace("%2F", "/")
        : name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
