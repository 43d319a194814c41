package dev.kcompact.testbed.permissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.lake.LakeLayout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The streaming job's S3 requests, from the server's records, because its reads do not use the
 * SDK's client.
 */
final class JobCalls {
  static final String ROLE = "JobRole";

  private static final List<String> CLIENTS = List.of("kcompact-job", "kcompact-sink");

  private JobCalls() {}

  static Set<Need> needs(URI places) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(places).build();
    String json = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    JsonNode clients = new ObjectMapper().readTree(json);
    Set<Need> needs = new TreeSet<>();
    for (String client : CLIENTS) {
      for (JsonNode place : clients.path(client)) {
        String[] parts = place.asText().split(" ", 2);
        needs.add(need(parts[0], parts[1]));
      }
    }
    return needs;
  }

  private static Need need(String kind, String place) {
    String bucket = "arn:aws:s3:::" + place.replaceFirst("/.*", "");
    String object = "arn:aws:s3:::" + place + "/any";
    return switch (kind) {
      case "list" -> new Need(ROLE, "s3:ListBucket", bucket);
      // The server records the listing of an object's parts as a list; S3A does not use it.
      case "get", "head" -> new Need(ROLE, "s3:GetObject", object);
      case "put", "create-multipart", "upload-part", "complete-multipart" ->
          new Need(ROLE, "s3:PutObject", object);
      case "delete" -> new Need(ROLE, "s3:DeleteObject", object);
      // Keys are in the body; S3A deletes markers of the parent folders of a file this way.
      case "delete-many" ->
          new Need(ROLE, "s3:DeleteObject", bucket + "/" + LakeLayout.COMPACTED + "any");
      case "abort-multipart" -> new Need(ROLE, "s3:AbortMultipartUpload", object);
      default -> throw new IllegalStateException("No rule for the job's request: " + kind);
    };
  }
}
