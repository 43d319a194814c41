package dev.kcompact.testbed.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

class CompleteObjectsTest {
  private static final String UNFINISHED = "o+0+1.json-4709c1cf-9652-4b6c-adc0-a8729289541b";

  @TempDir private Path folder;

  private BlobStore store() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    return CompleteObjects.of(BlobStores.create("filesystem", properties), folder);
  }

  private Path file(String name) throws Exception {
    Path file = folder.resolve("kconnect").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "{}");
  }

  @Test
  void anUploadUnderWayIsNotListed() throws Exception {
    BlobStore store = store();
    file("o+0+1.json");
    file(UNFINISHED);
    file("part-4709c1cf-9652-4b6c-adc0-a8729289541b-0.parquet");

    List<String> complete =
        List.of("o+0+1.json", "part-4709c1cf-9652-4b6c-adc0-a8729289541b-0.parquet");
    assertThat(store.list(ListObjectsV2Request.builder().bucket("kconnect").build()).contents())
        .extracting(S3Object::key)
        .containsExactlyElementsOf(complete);
    assertThat(store.listV1(ListObjectsRequest.builder().bucket("kconnect").build()).contents())
        .extracting(S3Object::key)
        .containsExactlyElementsOf(complete);
  }

  @Test
  void anUploadThatAKilledServerDidNotEndIsRemoved() throws Exception {
    Path complete = file("hour=10/o+0+1.json");
    Path unfinished = file("hour=10/" + UNFINISHED);
    Path own = file(".s3proxy-mpu-stub-4709c1cf-9652-4b6c-adc0-a8729289541b");

    store();

    assertThat(complete).exists();
    assertThat(unfinished).doesNotExist();
    assertThat(own).as("S3Proxy's record of a multipart upload").exists();
  }
}
