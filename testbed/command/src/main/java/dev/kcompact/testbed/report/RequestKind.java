package dev.kcompact.testbed.report;

import java.util.Locale;

/** A kind of S3 request, as the S3 server tells them apart. */
public enum RequestKind {
  GET,
  HEAD,
  LIST,
  PUT,
  COPY,
  CREATE_MULTIPART,
  UPLOAD_PART,
  COMPLETE_MULTIPART,
  ABORT_MULTIPART,
  DELETE,
  DELETE_MANY,
  OTHER;

  /** The server's name of it: lower case, words joined by a dash. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As a headline: get, create multipart. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The kind that the server calls so; {@link #OTHER} where there is none. */
  public static RequestKind ofLabel(String label) {
    for (RequestKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    return OTHER;
  }
}
