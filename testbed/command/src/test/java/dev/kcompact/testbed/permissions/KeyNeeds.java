package dev.kcompact.testbed.permissions;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The permissions on keys that follow from other permissions: a service decrypts and encrypts with
 * its caller's permissions, and Lambda decrypts a function's variables with those of its role.
 *
 * @param variables key of the variables of all functions
 * @param things what other keys encrypt
 */
record KeyNeeds(String variables, List<Encrypted> things) {
  private static final String DECRYPT = "kms:Decrypt";
  private static final String GENERATE = "kms:GenerateDataKey";

  /** Actions that read contents. A delete or a listing needs no key. */
  private static final Set<String> READS =
      Set.of(
          "dynamodb:GetItem",
          "s3:GetObject",
          "s3:GetObjectVersion",
          "secretsmanager:GetSecretValue",
          "sqs:ReceiveMessage");

  /**
   * Actions that write contents. An upload in parts also decrypts, as does a table's first write.
   */
  private static final Set<String> WRITES =
      Set.of("dynamodb:PutItem", "dynamodb:UpdateItem", "s3:PutObject", "sqs:SendMessage");

  /**
   * Encrypted things.
   *
   * @param resource start of their ARNs
   */
  record Encrypted(String resource, String key) {
    private boolean has(String arn) {
      return arn.startsWith(resource);
    }
  }

  KeyNeeds {
    things = List.copyOf(things);
  }

  /** Returns what owners of other permissions must be allowed to do with the keys. */
  Set<Need> of(Collection<Grant> grants) {
    Set<Need> needs = new TreeSet<>();
    for (Grant grant : grants) {
      if (!grant.principal().endsWith("Role")) {
        needs.add(new Need(grant.principal(), DECRYPT, variables));
      }
      for (Encrypted thing : things) {
        if (thing.has(grant.resource())) {
          actions(grant.action())
              .map(action -> new Need(grant.principal(), action, thing.key()))
              .forEach(needs::add);
        }
      }
    }
    return needs;
  }

  private static Stream<String> actions(String action) {
    if (WRITES.contains(action)) {
      return Stream.of(GENERATE, DECRYPT);
    }
    return READS.contains(action) ? Stream.of(DECRYPT) : Stream.empty();
  }
}
