package dev.kcompact.contract.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageLocationTest {
  @Test
  void parsesBucketsAndPrefixes() {
    StorageLocation bucket = StorageLocation.parse("s3://kconnect");
    assertThat(bucket.isS3()).isTrue();
    assertThat(bucket.bucket()).isEqualTo("kconnect");
    assertThat(bucket.path()).isEmpty();
    assertThat(bucket.isDirectory()).isTrue();
    assertThat(bucket).hasToString("s3://kconnect/");
    assertThat(StorageLocation.parse("s3://kconnect/")).isEqualTo(bucket);

    StorageLocation prefix = StorageLocation.parse("s3://kconnect/topics/orders");
    assertThat(prefix.path()).isEqualTo("topics/orders");
    assertThat(prefix.isDirectory()).isFalse();
    assertThat(prefix.asDirectory()).hasToString("s3://kconnect/topics/orders/");
    assertThat(StorageLocation.parseDirectory("s3://kconnect/topics/orders"))
        .isEqualTo(prefix.asDirectory());
  }

  @Test
  void parsesFolders() {
    StorageLocation folder = StorageLocation.parse("file:///data/lake/");
    assertThat(folder.isS3()).isFalse();
    assertThat(folder.toPath()).isEqualTo(Path.of("/data/lake"));
    assertThat(folder).hasToString("file:///data/lake/");
    assertThat(StorageLocation.parse("file:/data/lake/")).isEqualTo(folder);
    assertThat(StorageLocation.parse("file:///data/./other/../lake/")).isEqualTo(folder);
    assertThat(StorageLocation.parse("file:////data//lake/")).isEqualTo(folder);
    assertThat(StorageLocation.parse("file:///")).hasToString("file:///");
    assertThat(StorageLocation.ofFolder(Path.of("/data/lake"))).isEqualTo(folder);
    assertThat(StorageLocation.ofFolder(Path.of("/"))).hasToString("file:///");
  }

  @Test
  void takesEveryCharacterLiterally() {
    StorageLocation s3 = StorageLocation.parse("s3://lake/a b/100%/%20/c?d#e+f&g/");
    assertThat(s3.path()).isEqualTo("a b/100%/%20/c?d#e+f&g/");
    assertThat(s3).hasToString("s3://lake/a b/100%/%20/c?d#e+f&g/");
    StorageLocation file = StorageLocation.parse("file:///a b/100%/%20/c?d#e/");
    assertThat(file.toPath()).isEqualTo(Path.of("/a b/100%/%20/c?d#e"));
    assertThat(StorageLocation.ofFolder(Path.of("/a b/100%/%20/c?d#e"))).isEqualTo(file);
    // A key of S3 may start with a slash or have an empty segment.
    assertThat(StorageLocation.parse("s3://lake//a//b").path()).isEqualTo("/a//b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"            | location is empty, write s3://bucket/prefix/ or file:///folder/: ''",
        "\"  \"          | location is empty, write s3://bucket/prefix/ or file:///folder/: '  '",
        "conf/tables     | location has no scheme, write s3://bucket/prefix/ or file:///folder/: 'conf/tables'",
        "/conf/tables    | location has no scheme, write s3://bucket/prefix/ or file:///folder/: '/conf/tables'",
        "kconnect        | location has no scheme, write s3://bucket/prefix/ or file:///folder/: 'kconnect'",
        "gs://bucket/    | location is neither s3: nor file:, write s3://bucket/prefix/ or file:///folder/: 'gs://bucket/'",
        "S3://bucket/    | location is neither s3: nor file:, write s3://bucket/prefix/ or file:///folder/: 'S3://bucket/'",
        "s3a://bucket/   | location has a scheme of Hadoop, write s3:// instead: 's3a://bucket/'",
        "s3n://bucket/   | location has a scheme of Hadoop, write s3:// instead: 's3n://bucket/'",
        "s3:bucket       | location of S3 does not start with s3://: 's3:bucket'",
        "s3:/bucket      | location of S3 does not start with s3://: 's3:/bucket'",
        "s3://           | location names no bucket, write s3://bucket/prefix/ or file:///folder/: 's3:///'",
        "s3:///key       | location names no bucket, write s3://bucket/prefix/ or file:///folder/: 's3:///key'",
        "s3://ab/        | location has no valid bucket name: 's3://ab/'",
        "s3://-bucket/   | location has no valid bucket name: 's3://-bucket/'",
        "s3://me@bucket/ | location has no valid bucket name: 's3://me@bucket/'",
        "s3://bucket:80/ | location has no valid bucket name: 's3://bucket:80/'",
        "s3://my bucket/ | location has no valid bucket name: 's3://my bucket/'",
        "s3://bucket/../ | location has a segment '.' or '..', which S3 clients do not agree about: 's3://bucket/../'",
        "s3://bucket/a/. | location has a segment '.' or '..', which S3 clients do not agree about: 's3://bucket/a/.'",
        "file:folder     | location of a file is not absolute, write file:///folder/: 'file:folder'",
        "file:           | location of a file is not absolute, write file:///folder/: 'file:'",
        "file://         | location of a file is not absolute, write file:///folder/: 'file://'",
        "file://host/dir | location of a file names a host, write file:///folder/: 'file://host/dir'",
      })
  void refusesEachBadFormWithItsOwnMessage(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StorageLocation.parse(text))
        .withMessage(message);
  }

  @Test
  void showsControlCharactersOnOneLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StorageLocation.parse("s3://lake/a\nb"))
        .withMessage("location has a control character: 's3://lake/a\\u000ab'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StorageLocation.parse("file:///a\0b"))
        .withMessage("location has a control character: 'file:///a\\u0000b'");
  }

  @Test
  void resolvesKeysAndFindsThemAgain() {
    StorageLocation lake = StorageLocation.parse("s3://lake/prod/");
    StorageLocation object = lake.resolve("compacted/a b/%.parquet");
    assertThat(object).hasToString("s3://lake/prod/compacted/a b/%.parquet");
    assertThat(lake.relativize(object)).contains("compacted/a b/%.parquet");
    assertThat(lake.relativize(StorageLocation.parse("s3://lake/production/x"))).isEmpty();
    assertThat(lake.relativize(StorageLocation.parse("s3://other/prod/x"))).isEmpty();
    assertThat(lake.relativize(StorageLocation.parse("file:///prod/x"))).isEmpty();
    assertThat(object.relativize(object)).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> object.resolve("x"));
    assertThatIllegalStateException().isThrownBy(lake::toPath);
  }

  @Property
  void readsWhatItWrites(@ForAll("keys") String key) {
    StorageLocation lake = StorageLocation.parse("s3://lake/");
    StorageLocation object = lake.resolve(key);
    assertThat(StorageLocation.parse(object.toString())).isEqualTo(object);
    assertThat(lake.relativize(object)).contains(key);
    StorageLocation file = StorageLocation.ofFolder(Path.of("/data").resolve("f" + key));
    assertThat(StorageLocation.parse(file.toString())).isEqualTo(file);
    assertThat(file.toPath()).isEqualTo(Path.of("/data").resolve("f" + key));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withChars(" %?#+&=:@;,'\"{}[]|^`~$!*()<>_-aZ09é漢")
        .ofMinLength(1)
        .ofMaxLength(40)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(segments -> String.join("/", segments));
  }
}
