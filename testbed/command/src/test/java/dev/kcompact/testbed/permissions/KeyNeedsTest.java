package dev.kcompact.testbed.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.testbed.permissions.KeyNeeds.Encrypted;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyNeedsTest {
  private final KeyNeeds keys =
      new KeyNeeds(
          "env",
          List.of(new Encrypted("arn:aws:s3:::lake/", "a"), new Encrypted("arn:aws:sqs:q", "b")));

  @Test
  void aFunctionDecryptsItsVariables() {
    assertThat(keys.of(List.of(grant("f-lock", "logs:PutLogEvents", "arn:aws:logs:x"))))
        .containsExactly(new Need("f-lock", "kms:Decrypt", "env"));
    assertThat(keys.of(List.of(grant("JobRole", "logs:PutLogEvents", "arn:aws:logs:x")))).isEmpty();
  }

  @Test
  void whoReadsDecryptsAndWhoWritesDoesBoth() {
    assertThat(keys.of(List.of(grant("JobRole", "s3:GetObject", "arn:aws:s3:::lake/compacted/*"))))
        .containsExactly(new Need("JobRole", "kms:Decrypt", "a"));
    assertThat(keys.of(List.of(grant("JobRole", "s3:PutObject", "arn:aws:s3:::lake/compacted/*"))))
        .containsExactly(
            new Need("JobRole", "kms:Decrypt", "a"),
            new Need("JobRole", "kms:GenerateDataKey", "a"));
    assertThat(keys.of(List.of(grant("JobRole", "sqs:ReceiveMessage", "arn:aws:sqs:q"))))
        .containsExactly(new Need("JobRole", "kms:Decrypt", "b"));
  }

  @Test
  void whoListsOrDeletesOrIsElsewhereNeedsNoKey() {
    assertThat(
            keys.of(
                List.of(
                    grant("JobRole", "s3:ListBucket", "arn:aws:s3:::lake"),
                    grant("JobRole", "s3:DeleteObject", "arn:aws:s3:::lake/compacted/*"),
                    grant("JobRole", "s3:GetObject", "arn:aws:s3:::lake-of-others/*"))))
        .isEmpty();
  }

  private static Grant grant(String principal, String action, String resource) {
    return new Grant(principal, action, resource);
  }
}
