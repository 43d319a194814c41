package dev.kcompact.testbed.report;

import java.util.Locale;

/** The kinds of S3 requests that the S3 server counts. */
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

  /** The server's name: lower case, words joined by a dash. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name with spaces, for example create multipart. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns {@link #OTHER} for an unknown label. */
  public static RequestKind ofLabel(String label) {
    for (RequestKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    return OTHER;
  }
}
