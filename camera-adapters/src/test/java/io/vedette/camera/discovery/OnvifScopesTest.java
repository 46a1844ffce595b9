package io.vedette.camera.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnvifScopesTest {

  @Test
  void valuesAreDecodedAndPlacesJoined() {
    OnvifScopes scopes =
        OnvifScopes.parse(
            "onvif://www.onvif.org/location/country/china ONVIF://WWW.ONVIF.ORG/Name/T%C3%BCr%2F1\n"
                + "onvif://www.onvif.org/location/city/hangzhou onvif://www.onvif.org/hardware/"
                + " ldap:///ou=x onvif://www.onvif.org/hardware/A%2 onvif://www.onvif.org/Profile");
    assertEquals(Optional.of("Tür/1"), scopes.first("name"));
    assertEquals(Optional.of("china, hangzhou"), scopes.place());
    assertEquals(Optional.of("A%2"), scopes.first("hardware"));
    assertEquals(Optional.empty(), scopes.first("profile"));
    assertTrue(OnvifScopes.parse("ldap:///ou=x").isEmpty());
  }

  @Test
  void whatIsNotUtf8IsStillText() {
    assertEquals("\u00c3(", OnvifScopes.decoded("%C3("));
    assertEquals("T\u00fcr", OnvifScopes.decoded("T%FCr"));
    assertEquals("%zz%", OnvifScopes.decoded("%zz%"));
    assertEquals("a ", OnvifScopes.decoded("a%20"));
  }
}
