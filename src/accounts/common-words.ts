/** What people of this country make passwords of, without diacritics or blanks, the most usual first. */
export const COMMON_WORDS = `
matkhau congdoan neuguong vietnam baocao laodong liendoan liendoanlaodong lienhiep tongliendoan quantri dangnhap taikhoan
bimat baomat khongbiet khongco hanhphuc giadinh thanhcong maymai tinhyeu anhyeuem emyeuanh yeuem yeuanh yeuthuong mainay
cobac bacho hochiminh chutich bithu doanthe nhanvien vanphong coquan truonghoc giaoduc yte benhvien congty nhamay congnhan
vienchuc congchuc canbo dangvien chibo dangbo tuyengiao nucong kiemtra thidua khenthuong
hanoi saigon tphcm thanhpho haiphong danang cantho hue thuathienhue quangninh bacninh bacgiang thainguyen namdinh ninhbinh
thanhhoa nghean hatinh quangbinh quangtri quangnam quangngai binhdinh phuyen khanhhoa nhatrang ninhthuan binhthuan daklak
gialai kontum lamdong dalat dongnai binhduong binhphuoc tayninh longan tiengiang bentre travinh vinhlong dongthap angiang
kiengiang haugiang soctrang baclieu camau vungtau laocai yenbai sonla dienbien laichau hoabinh phutho vinhphuc hungyen
haiduong thaibinh hanam caobang langson tuyenquang hagiang backan minhgiang
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong doan lam mai trinh dao luong
an anh bao binh chau chi cuong dung duc dat giang ha hai hang hanh hien hieu hoa hoai hong hung huong huy khanh khoa kien
lan linh loan long lua luan mai minh my nam nga ngan ngoc nguyet nhan nhung oanh phong phuc phuong quan quang quynh son
tam tan thanh thao thang thi thinh thu thuy tien toan trang tri trung tu tuan tung tuyet uyen van viet vinh yen
mot hai ba bon nam sau bay tam chin muoi thang ngay hoahong hoamai hoasen muaxuan muahe muathu muadong bongda meocon
choncon conmeo concho ongba chame connguoi tuoitre cuocsong ngayhom homnay ngaymai
`
  .trim()
  .split(/\s+/);
