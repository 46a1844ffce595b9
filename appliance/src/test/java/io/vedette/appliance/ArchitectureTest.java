package io.vedette.appliance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** Which package may know which, and what no class may be called. */
class ArchitectureTest {

  private static final String ROOT = "io.vedette.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.vedette");

  @Test
  void allPackagesAreLookedAt() {
    for (String name :
        new String[] {
          "media",
          "camera",
          "rtsp",
          "rtmp",
          "fragment",
          "live",
          "ingest",
          "web",
          "config",
          "security",
          "health",
          "transcode",
          "rendition",
          "discovery",
          "control"
        }) {
      assertTrue(
          CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith(ROOT + name)),
          "no class of " + name + " was found");
    }
  }

  @Test
  void mediaImportsNothingOfOurs() {
    knowsOnly("media");
  }

  @Test
  void fragmentKnowsOnlyMedia() {
    knowsOnly("fragment", "media");
  }

  @Test
  void liveKnowsOnlyFragmentsAndMedia() {
    knowsOnly("live", "fragment", "media");
  }

  @Test
  void transcodingKnowsOnlyMedia() {
    knowsOnly("transcode", "media");
  }

  @Test
  void discoveryKnowsCamerasAndTheirMedia() {
    knowsOnly(
        "discovery", "camera..", "media", "rtsp", "config", "fragment", "health", "transcode..");
  }

  @Test
  void controlKnowsCamerasAndNoMedia() {
    knowsOnly("control", "camera..", "config", "health");
  }

  @Test
  void healthKnowsNothingOfOurs() {
    knowsOnly("health");
  }

  @Test
  void configKnowsOnlyCameraAddressesAndMedia() {
    knowsOnly("config", "camera", "media");
  }

  @Test
  void theProtocolsKnowOnlyMedia() {
    knowsOnly("rtsp", "media");
    knowsOnly("rtmp", "media");
  }

  @Test
  void webNeverImportsWhatMakesStreams() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "ingest..", ROOT + "rendition.."));
  }

  @Test
  void nobodyImportsTheAppliance() {
    holds(
        classes()
            .that()
            .resideInAPackage(ROOT + "appliance..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage(ROOT + "appliance.."));
  }

  @Test
  void packagesHaveNoCycles() {
    holds(slices().matching(ROOT + "(**)").should().beFreeOfCycles());
  }

  @Test
  void eachVendorHasItsDoor() {
    only("org.bytedeco..", "camera.ffmpeg..", "transcode..");
    only("io.helidon..", "web..", "security..", "appliance..");
    only("java.sql..", "config..");
    only("org.flywaydb..", "config..");
    only("org.eclipse.paho..", "fleet..");
    only("com.pi4j..", "gpio..");
  }

  @Test
  void noClassHidesBehindAnEmptyName() {
    holds(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper"));
  }

  @Test
  void noStateIsStatic() {
    holds(
        classes()
            .should(
                new ArchCondition<JavaClass>("have only final static fields") {
                  @Override
                  public void check(JavaClass owner, ConditionEvents events) {
                    for (JavaField field : owner.getFields()) {
                      boolean mutable =
                          field.getModifiers().contains(JavaModifier.STATIC)
                              && !field.getModifiers().contains(JavaModifier.FINAL);
                      events.add(new SimpleConditionEvent(field, !mutable, field.getFullName()));
                    }
                  }
                }));
  }

  private static void knowsOnly(String name, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = ROOT + name + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = ROOT + others[i];
    }
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + name + "..")
            .should()
            .dependOnClassesThat(
                JavaClass.Predicates.resideInAPackage("io.vedette..")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            JavaClass.Predicates.resideInAnyPackage(allowed)))));
  }

  private static void only(String vendor, String... doors) {
    String[] allowed = new String[doors.length];
    for (int i = 0; i < doors.length; i++) {
      allowed[i] = ROOT + doors[i];
    }
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(allowed)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(vendor)
            .allowEmptyShould(true));
  }

  private static void holds(ArchRule rule) {
    rule.check(CLASSES);
  }
}
