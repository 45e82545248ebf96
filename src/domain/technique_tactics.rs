//! The tactic of a technique, for alerts whose category names none: what briefs need without the whole of ATT&CK.
//!
//! Made from the facts that the site carries (`public/attack.json`, MITRE ATT&CK Enterprise), and held to them by a test.
//! A technique that serves several tactics counts for the first in the order of the matrix; ids that were replaced count as
//! those that replaced them.

use super::fast_map::FastMap;
use super::vocabulary::Tactic;
use std::sync::LazyLock;

/// The tactic of a technique, by its id in any letter case. A sub-technique that is not known has that of its parent.
pub fn tactic_of_technique(id: &str) -> Option<Tactic> {
    let id = id.trim().trim_start_matches(['T', 't']);
    let parent = || KNOWN.get(id.split_once('.')?.0);
    KNOWN.get(id).or_else(parent).copied()
}

static KNOWN: LazyLock<FastMap<&str, Tactic>> = LazyLock::new(|| {
    let all = Tactic::ALL.into_iter().zip(IDS);
    all.flat_map(|(tactic, ids)| ids.split_ascii_whitespace().map(move |id| (id, tactic))).collect()
});

/// For each tactic in the order of the matrix the ids without their `T`; sub-techniques where their parent has another.
const IDS: [&str; 14] = [
    // Reconnaissance
    "1589 1590 1591 1592 1593 1594 1595 1596 1597 1598 1681",
    // ResourceDevelopment
    "1583 1584 1585 1586 1587 1588 1608 1650",
    // InitialAccess
    "1078 1091 1133 1189 1190 1192 1193 1194 1195 1199 1200 1566 1659 1669",
    // Execution
    "1017 1035 1047 1053 1059 1072 1086 1106 1129 1152 1155 1168 1173 1203 1204 1559 1569 1609 1610 1648 1651 \
     1674 1675 1677",
    // Persistence
    "1004 1013 1015 1019 1023 1031 1037 1038 1042 1044 1050 1058 1060 1067 1073 1084 1098 1100 1101 1103 1109 \
     1112 1122 1128 1131 1136 1137 1138 1154 1156 1157 1159 1160 1161 1163 1164 1165 1174 1176 1177 1180 1182 \
     1183 1197 1205 1209 1215 1501 1504 1505 1519 1525 1542 1543 1546 1547 1554 1556 1574 1653 1668 1671",
    // PrivilegeEscalation
    "1055 1068 1088 1093 1134 1166 1169 1178 1181 1186 1206 1484 1502 1514 1548 1611",
    // DefenseEvasion
    "1006 1009 1014 1027 1036 1045 1054 1066 1070 1075 1085 1089 1096 1097 1099 1107 1116 1117 1118 1121 1126 \
     1127 1130 1140 1143 1144 1146 1147 1148 1150 1151 1158 1162 1170 1191 1196 1198 1202 1207 1211 1216 1218 \
     1220 1221 1222 1223 1480 1497 1500 1506 1527 1535 1536 1547.011 1550 1553 1562 1564 1578 1599 1600 1601 \
     1612 1620 1622 1647 1656 1666 1672 1678 1679",
    // CredentialAccess
    "1003 1040 1056 1081 1110 1111 1139 1141 1142 1145 1167 1171 1179 1187 1208 1212 1214 1503 1522 1528 1539 \
     1552 1555 1557 1558 1606 1621 1649",
    // Discovery
    "1007 1010 1012 1016 1018 1033 1046 1049 1057 1063 1069 1082 1083 1087 1120 1124 1135 1201 1217 1482 1518 \
     1526 1538 1580 1613 1614 1615 1619 1652 1654 1673 1680",
    // LateralMovement
    "1021 1028 1076 1077 1080 1184 1210 1534 1563 1570",
    // Collection
    "1002 1005 1022 1025 1039 1074 1113 1114 1115 1119 1123 1125 1185 1213 1530 1560 1602",
    // CommandAndControl
    "1001 1008 1024 1032 1065 1071 1079 1090 1092 1094 1095 1102 1104 1105 1132 1172 1188 1219 1483 1568 1571 \
     1572 1573 1665",
    // Exfiltration
    "1011 1020 1029 1030 1041 1048 1052 1537 1567",
    // Impact
    "1485 1486 1487 1488 1489 1490 1491 1492 1493 1494 1495 1496 1498 1499 1529 1531 1561 1565 1657 1667",
];
