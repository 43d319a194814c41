package dev.kcompact.finalizer.publish.glue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kcompact.finalizer.failure.RetryableException;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/**
 * Writes a partition's storage descriptor as JSON with Glue's field names, so that a rollback can
 * restore exactly the previous one.
 */
final class GlueStorageJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .serializationInclusion(JsonInclude.Include.NON_EMPTY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private GlueStorageJson() {}

  static String write(StorageDescriptor storage) {
    try {
      return JSON.writeValueAsString(storage.toBuilder());
    } catch (JsonProcessingException e) {
      throw new RetryableException("Failed to write storage descriptor: " + storage.location(), e);
    }
  }

  static StorageDescriptor read(String text) {
    try {
      return JSON.readValue(text, StorageDescriptor.serializableBuilderClass()).build();
    } catch (JsonProcessingException e) {
      throw new RetryableException("Failed to read storage descriptor: a recorded partition", e);
    }
  }
}
