package dev.kcompact.finalizer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.kcompact.finalizer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ADAPTERS =
      ".*\\.(S3[A-Za-z]+|Stores|Dynamo[A-Za-z]+|SfnExecutions|AwsRequestMeter|Glue[A-Za-z]+|Credentials"
          + "|SecretCallbackHandler)(\\$.*)?";

  @ArchTest
  static final ArchRule onlyAdaptersKnowAws =
      noClasses()
          .that()
          .haveNameNotMatching(ADAPTERS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule onlyTheAdaptersKnowKafka =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(KafkaMessageSender|SecretCallbackHandler)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule onlyTheSessionKnowsDuckDb =
      noClasses()
          .that()
          .resideOutsideOfPackage("..finalizer.duckdb")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.duckdb..");

  @ArchTest
  static final ArchRule parquetsThriftIsTheContractsBusiness =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.parquet..");

  @ArchTest
  static final ArchRule nothingOfTheStreamingJob =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kcompact.job..",
              "dev.kcompact.cli..",
              "dev.kcompact.testbed..",
              "org.apache.flink..");

  @ArchTest
  static final ArchRule entryPointsArePublic =
      classes().that().haveSimpleNameEndingWith("Handler").should().bePublic();

  @ArchTest
  static final ArchRule featuresHaveNoCycles =
      slices().matching("dev.kcompact.finalizer.(*)..").should().beFreeOfCycles();
}
