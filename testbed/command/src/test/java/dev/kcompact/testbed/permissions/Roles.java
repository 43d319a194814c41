package dev.kcompact.testbed.permissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The resolved roles of a stack in moto. */
public final class Roles {
  private static final String SCRIPT = "roles.py";

  private Roles() {}

  /**
   * All permissions of a stack's roles.
   *
   * @param endpoint moto's, or its front's
   * @param work an existing folder
   */
  static List<Grant> of(Path python, URI endpoint, String stack, Path work)
      throws IOException, InterruptedException {
    Path script = work.resolve(SCRIPT);
    Path answer = work.resolve("roles-" + stack + ".json");
    try (InputStream text = Roles.class.getResourceAsStream(SCRIPT)) {
      if (text == null) {
        throw new IOException("No such resource: " + SCRIPT);
      }
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Process process =
        new ProcessBuilder(
                python.toString(), script.toString(), endpoint.toString(), stack, answer.toString())
            .inheritIO()
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("Failed to read the roles of stack " + stack);
    }
    List<Grant> grants = new ArrayList<>();
    for (JsonNode grant : new ObjectMapper().readTree(answer.toFile())) {
      grants.add(
          new Grant(
              grant.path("principal").asText(),
              grant.path("action").asText(),
              grant.path("resource").asText()));
    }
    return grants;
  }
}
