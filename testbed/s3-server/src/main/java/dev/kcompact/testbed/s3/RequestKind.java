package dev.kcompact.testbed.s3;

import java.util.Locale;
import java.util.Set;

/** The kinds of requests, as S3 bills them and in more detail. */
enum RequestKind {
  GET,
  HEAD,
  /** All listings: objects, versions, uploads, parts, buckets. */
  LIST,
  PUT,
  /** Server-side copy of an object, also into a part. */
  COPY,
  CREATE_MULTIPART,
  UPLOAD_PART,
  COMPLETE_MULTIPART,
  ABORT_MULTIPART,
  DELETE,
  /** POST that deletes several objects. */
  DELETE_MANY,
  /** Operations on buckets, and unknown requests. */
  OTHER;

  /** The name in the counts: lower case, words joined by a dash. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param path starts with a slash and the bucket
   * @param parameters names of the query parameters
   * @param copies whether the request names a copy source
   */
  static RequestKind of(String method, String path, Set<String> parameters, boolean copies) {
    boolean object = namesObject(path);
    return switch (method) {
      case "HEAD" -> HEAD;
      case "GET" -> get(object, parameters);
      case "PUT" -> put(object, parameters, copies);
      case "POST" -> post(parameters);
      case "DELETE" -> delete(object, parameters);
      default -> OTHER;
    };
  }

  private static RequestKind get(boolean object, Set<String> parameters) {
    if (object) {
      return parameters.contains("uploadId") ? LIST : GET;
    }
    boolean aboutBucket =
        parameters.contains("location")
            || parameters.contains("acl")
            || parameters.contains("policy");
    return aboutBucket ? OTHER : LIST;
  }

  private static RequestKind put(boolean object, Set<String> parameters, boolean copies) {
    if (!object) {
      return OTHER;
    }
    if (copies) {
      return COPY;
    }
    return parameters.contains("uploadId") ? UPLOAD_PART : PUT;
  }

  private static RequestKind post(Set<String> parameters) {
    if (parameters.contains("uploads")) {
      return CREATE_MULTIPART;
    }
    if (parameters.contains("uploadId")) {
      return COMPLETE_MULTIPART;
    }
    return parameters.contains("delete") ? DELETE_MANY : OTHER;
  }

  private static RequestKind delete(boolean object, Set<String> parameters) {
    if (!object) {
      return OTHER;
    }
    return parameters.contains("uploadId") ? ABORT_MULTIPART : DELETE;
  }

  private static boolean namesObject(String path) {
    int slash = path.indexOf('/', 1);
    return slash > 0 && slash < path.length() - 1;
  }
}
